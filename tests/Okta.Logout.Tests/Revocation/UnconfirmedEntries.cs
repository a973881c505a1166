using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>Entries that requests cause which anybody can send: bounded in total, whatever is sent, while a genuine one ends its session.</summary>
public class UnconfirmedEntries
{
    private const int Most = UnconfirmedTable.Slots * UnconfirmedSlot.MostEntries;

    private readonly FakeTimeProvider _time = new(The.Now);
    private readonly FakeLogger<ForgottenRevocations> _logger = new();
    private readonly MemorySessionRevocationStore _store;

    public UnconfirmedEntries() => _store = new(_time, new ForgottenRevocations(new(_time), _logger));

    [Fact]
    public async Task An_unconfirmed_entry_ends_its_session_and_no_other()
    {
        await SendAsync(The.Sid, network: 1);

        (await IsRevokedAsync("another")).Should().BeFalse();
        (await IsRevokedAsync(The.Sid)).Should().BeTrue();
    }

    [Fact]
    public async Task However_many_are_sent_a_fixed_number_stays()
    {
        for (var i = 0; i < 2 * Most; i++)
            await SendAsync($"sid-{i}", network: (uint)i % 1_000);

        _store.UnconfirmedCount.Should().BeInRange(Most - 100, Most);
        _store.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_genuine_one_before_amid_and_after_a_flood_of_one_network_ends_its_session()
    {
        await SendAsync("before", network: 1);
        for (var i = 0; i < 2 * Most; i++)
        {
            if (i == Most)
                await SendAsync("amid", network: 1);
            await SendAsync($"sid-{i}", network: 2);
        }

        await SendAsync("after", network: 1);

        (await IsRevokedAsync("before")).Should().BeTrue();
        (await IsRevokedAsync("amid")).Should().BeTrue();
        (await IsRevokedAsync("after")).Should().BeTrue();
    }

    [Fact]
    public async Task One_whose_session_was_seen_is_kept_whatever_follows()
    {
        await SendAsync(The.Sid, network: 1);
        await IsRevokedAsync(The.Sid);

        for (var i = 0; i < 2 * Most; i++)
            await SendAsync($"sid-{i}", network: 1);

        (await IsRevokedAsync(The.Sid)).Should().BeTrue();
        _store.Count.Should().Be(1);
    }

    [Fact]
    public async Task One_whose_session_was_seen_counts_no_longer_than_before()
    {
        await SendAsync(The.Sid, network: 1);
        await IsRevokedAsync(The.Sid);

        _time.Advance(TimeSpan.FromDays(14));
        (await IsRevokedAsync(The.Sid)).Should().BeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await IsRevokedAsync(The.Sid)).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_that_was_completed_after_it_lives_and_confirms_nothing()
    {
        await SendAsync(The.Sid, network: 1);

        (await IsRevokedAsync(The.Sid, signedIn: The.Now.AddMilliseconds(1))).Should().BeFalse();
        _store.Count.Should().Be(0);
        (await IsRevokedAsync(The.Sid, signedIn: The.Now)).Should().BeTrue();
        (await IsRevokedAsync(The.Sid, signedIn: The.Now.AddMilliseconds(1))).Should().BeFalse();
    }

    [Fact]
    public async Task A_second_one_never_shortens_the_first()
    {
        await _store.RevokeAsync(Unconfirmed(The.Sid, 1, The.Now, The.Now.AddDays(2)));
        await _store.RevokeAsync(Unconfirmed(The.Sid, 2, The.Now.AddHours(-1), The.Now.AddDays(1)));

        _time.Advance(TimeSpan.FromDays(1.5));

        (await IsRevokedAsync(The.Sid, signedIn: The.Now)).Should().BeTrue();
        _store.UnconfirmedCount.Should().Be(1);
    }

    [Fact]
    public async Task What_has_expired_makes_room()
    {
        for (var i = 0; i < Most; i++)
            await SendAsync($"sid-{i}", network: 1);
        _time.Advance(TimeSpan.FromDays(15));

        for (var i = 0; i < 10_000; i++)
            await _store.RevokeAsync(Unconfirmed($"sid-{i}", 1, _time.GetUtcNow(), _time.GetUtcNow().AddDays(14)));

        _store.UnconfirmedCount.Should().BeLessThan(20_000);
    }

    [Fact]
    public async Task That_entries_go_before_their_time_is_one_line_a_minute_with_the_number_of_the_others()
    {
        for (var i = 0; i < 2 * Most; i++)
            await SendAsync($"sid-{i}", network: 1);
        _logger.Collector.Count.Should().Be(1);
        _time.Advance(TimeSpan.FromMinutes(1));

        for (var i = 0; i < 100; i++)
            await SendAsync($"more-{i}", network: 1);

        _logger.Collector.Count.Should().Be(2);
        _logger.LatestRecord.Message.Should().StartWith("OL4009: ").And.MatchRegex("previous line: [1-9][0-9]+\\.$");
    }

    [Theory]
    [InlineData(SessionTargetKind.Ticket)]
    [InlineData(SessionTargetKind.Subject)]
    [InlineData(SessionTargetKind.Email)]
    public void Only_an_entry_for_one_session_of_an_issuer_can_be_unconfirmed(SessionTargetKind kind)
    {
        var target = kind switch
        {
            SessionTargetKind.Ticket => SessionTarget.ForTicket(The.TicketId),
            SessionTargetKind.Subject => SessionTarget.ForSubject(The.Issuer, The.Subject),
            _ => SessionTarget.ForEmail(The.Issuer, The.Email),
        };

        new SessionRevocation(target, The.Now, isUnconfirmed: true).IsUnconfirmed.Should().BeFalse();
    }

    [Fact]
    public async Task Under_load_every_check_sees_what_was_sent_before_and_the_bound_holds()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(network => Task.Run(async () =>
        {
            for (var i = 0; i < Most / 4; i++)
            {
                await SendAsync($"{network}-{i}", (uint)network);
                if (i % 500 == 0)
                    (await IsRevokedAsync($"{network}-{i}")).Should().BeTrue();
            }
        })));

        _store.UnconfirmedCount.Should().BeLessThanOrEqualTo(Most);
        for (var network = 1; network <= 8; network++)
            (await IsRevokedAsync($"{network}-500")).Should().BeTrue("its session was seen");
    }

    private static SessionRevocation Unconfirmed(string sid, uint network, DateTimeOffset moment, DateTimeOffset expiresAt) =>
        new(SessionTarget.ForSession(The.Issuer, sid).SentFrom(network).At(moment), expiresAt, isUnconfirmed: true);

    private ValueTask SendAsync(string sid, uint network) => _store.RevokeAsync(Unconfirmed(sid, network, The.Now, The.Now.AddDays(14)));

    private ValueTask<bool> IsRevokedAsync(string sid, DateTimeOffset? signedIn = null) =>
        _store.IsRevokedAsync(new() { TicketId = sid, Issuer = The.Issuer, SessionId = sid, SignedInAt = signedIn });
}
