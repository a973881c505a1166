using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public class RevocationLifetime
{
    private readonly FakeTimeProvider _time = new(The.Now);
    private readonly MemorySessionRevocationStore _store;

    public RevocationLifetime() => _store = new(_time);

    [Theory]
    [InlineData(59.9, true)]
    [InlineData(61, false)]
    public async Task An_entry_lives_until_it_expires(double seconds, bool isRevoked)
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId), The.Now.AddSeconds(60));

        _time.Advance(TimeSpan.FromSeconds(seconds));

        (await _store.IsRevokedAsync(Some.Session())).Should().Be(isRevoked);
    }

    [Fact]
    public async Task No_cookie_outlives_its_entry_by_a_fraction_of_a_second()
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId), The.Now.AddMilliseconds(900));

        _time.Advance(TimeSpan.FromMilliseconds(899));

        (await _store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Theory]
    [InlineData(10, 60)]
    [InlineData(60, 10)]
    public async Task A_second_entry_never_shortens_the_first_in_time(int first, int second)
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId), The.Now.AddMinutes(first));
        await Revoke(SessionTarget.ForTicket(The.TicketId), The.Now.AddMinutes(second));

        _time.Advance(TimeSpan.FromMinutes(59));

        (await _store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Theory]
    [InlineData(0, -60)]
    [InlineData(-60, 0)]
    public async Task A_second_entry_never_shortens_the_first_in_reach(int first, int second)
    {
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddMinutes(first)), The.Now.AddDays(1));
        await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddMinutes(second)), The.Now.AddDays(1));

        (await _store.IsRevokedAsync(Some.Session())).Should().BeTrue("it began five minutes ago");
    }

    [Fact]
    public async Task An_entry_that_never_expires_is_kept()
    {
        await Revoke(SessionTarget.ForTicket(The.TicketId), DateTimeOffset.MaxValue);

        _time.Advance(TimeSpan.FromDays(365 * 50));
        await Revoke(SessionTarget.ForTicket("another"), DateTimeOffset.MaxValue);

        (await _store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }

    [Fact]
    public async Task The_size_follows_the_sign_outs_within_the_lifetime()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            for (var i = 0; i < 500; i++)
                await Revoke(SessionTarget.ForTicket($"{minute}-{i}"), _time.GetUtcNow().AddMinutes(5));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _store.Count.Should().BeInRange(4 * 500, 7 * 500);
    }

    [Fact]
    public async Task One_user_that_signs_out_again_and_again_is_one_entry()
    {
        for (var i = 0; i < 100; i++)
            await Revoke(SessionTarget.ForSubject(The.Issuer, The.Subject), The.Now.AddDays(1));

        _store.Count.Should().Be(1);
    }

    private ValueTask Revoke(SessionTarget target, DateTimeOffset expiresAt) => _store.RevokeAsync(new(target, expiresAt));
}
