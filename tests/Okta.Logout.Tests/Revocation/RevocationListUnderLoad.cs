using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public class RevocationListUnderLoad
{
    private const int Writers = 8;
    private const int SignOuts = 2_000;

    private readonly FakeTimeProvider _time = new(The.Now);
    private readonly MemorySessionRevocationStore _store;

    public RevocationListUnderLoad() => _store = new(_time);

    [Fact]
    public async Task Every_check_sees_what_was_revoked_before()
    {
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < SignOuts; i++)
            {
                var ticketId = $"{writer}-{i}";
                await _store.RevokeAsync(new(SessionTarget.ForTicket(ticketId), The.Now.AddDays(1)));
                (await _store.IsRevokedAsync(new() { TicketId = ticketId })).Should().BeTrue();
            }
        }));

        await Task.WhenAll(writers);

        _store.Count.Should().Be(Writers * SignOuts);
    }

    [Fact]
    public async Task No_other_session_ends_meanwhile()
    {
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            do
                (await _store.IsRevokedAsync(Some.Session())).Should().BeFalse();
            while (!done.IsCancellationRequested);
        })).ToArray();

        for (var i = 0; i < SignOuts; i++)
        {
            await _store.RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, $"subject-{i}"), The.Now.AddMinutes(1)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Of_entries_for_the_same_user_the_longest_stays()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 500), async (minutes, _) =>
            await _store.RevokeAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), The.Now.AddMinutes(minutes)), CancellationToken.None));

        _time.Advance(TimeSpan.FromMinutes(499));

        (await _store.IsRevokedAsync(Some.Session())).Should().BeTrue();
    }
}
