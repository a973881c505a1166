using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

/// <summary>Front-channel logouts while the revocation list cannot be written.</summary>
public sealed class PendingEntriesOfStrangers : IAsyncDisposable
{
    private readonly SignOutApp _app = new();
    private readonly MemorySessionRevocationStore _list;
    private readonly ConcurrentQueue<SessionRevocation> _written = [];
    private volatile bool _isDown = true;

    public PendingEntriesOfStrangers()
    {
        _list = new(_app.Time);
        _app.WithStore((revocation, cancellationToken) =>
        {
            if (_isDown)
                throw new IOException("Down.");
            _written.Enqueue(revocation);
            return _list.RevokeAsync(revocation, cancellationToken);
        });
    }

    [Fact]
    public async Task A_flood_takes_no_place_from_the_sign_outs_of_users_nor_from_those_of_other_networks()
    {
        await _app.SignOutAsync();
        await SendAsync("genuine", network: 1);
        for (var i = 0; i < 3 * PendingQueue.MostUnconfirmed; i++)
            await SendAsync($"sid-{i}", network: 2);

        _isDown = false;

        await AreWrittenAsync(1 + PendingQueue.MostUnconfirmed);
        _written.Should().ContainSingle(revocation => revocation.Target.Kind == SessionTargetKind.Ticket);
        _written.Should().ContainSingle(revocation => revocation.Target.Value == "genuine").Which.IsUnconfirmed.Should().BeTrue();
    }

    [Fact]
    public async Task A_flood_is_one_line_a_minute_of_each_kind()
    {
        for (var i = 0; i < 2 * PendingQueue.MostUnconfirmed; i++)
            await SendAsync($"sid-{i}", network: 2);
        _isDown = false;
        await AreWrittenAsync(PendingQueue.MostUnconfirmed);

        var minutes = (_app.Time.GetUtcNow() - The.Now).TotalMinutes;
        var lines = _app.Logs.GetSnapshot().Select(record => record.Message).ToList();
        lines.Count(line => line.StartsWith("OL4007", StringComparison.Ordinal)).Should().Be(1);
        lines.Count(line => line.StartsWith("OL4006", StringComparison.Ordinal)).Should().BeInRange(1, 1 + (int)minutes);
    }

    [Fact]
    public void One_whose_session_is_seen_meanwhile_is_written_as_certain()
    {
        var queue = new PendingQueue();
        var unconfirmed = Unconfirmed("sid");
        queue.Add(unconfirmed);
        var certain = UnconfirmedEntry.Of(unconfirmed).Confirm(new() { Issuer = The.Issuer, SessionId = "sid" });
        queue.Add(certain);

        queue.Peek(The.Now).Should().BeSameAs(certain, "it comes first");
        certain.IsUnconfirmed.Should().BeFalse();
        RevocationEntry.Of(certain.Target, certain.ExpiresAt).Should().Be(RevocationEntry.Of(unconfirmed.Target, unconfirmed.ExpiresAt));
    }

    [Fact]
    public void What_has_gone_meanwhile_is_removed_by_nobody_else()
    {
        var queue = new PendingQueue();
        var (first, second) = (Unconfirmed("1"), Unconfirmed("2"));
        queue.Add(first);
        queue.Add(second);
        queue.Remove(second);
        queue.Peek(The.Now).Should().BeSameAs(first);

        queue.Remove(first);
        queue.Remove(first);

        queue.Peek(The.Now).Should().BeSameAs(second);
        queue.Remove(second);
        queue.Remove(second);
        queue.Peek(The.Now).Should().BeNull();
    }

    [Fact]
    public async Task They_are_in_force_on_this_node_at_once()
    {
        await SendAsync(The.Sid, network: 1);
        _app.Pending.IsRevoked(Some.Session(sid: "another")).Should().BeFalse();
        _app.Pending.IsRevoked(Some.Session()).Should().BeTrue();

        _isDown = false;

        await AreWrittenAsync(2);
        _written.Should().Contain(revocation => !revocation.IsUnconfirmed && revocation.Target.Value == The.Sid, "the session was seen");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static SessionRevocation Unconfirmed(string sid) => new(SessionTarget.ForSession(The.Issuer, sid).SentFrom(1).At(The.Now), The.Now.AddDays(1), isUnconfirmed: true);

    private Task<TerminationReceipt> SendAsync(string sid, uint network) =>
        _app.SignOut.EndSessionsAsync(new(SessionTarget.ForSession(The.Issuer, sid).SentFrom(network), SessionTerminationReason.FrontChannelLogout) { IsUnconfirmed = true });

    private Task AreWrittenAsync(int count) =>
        Eventually.BecomesTrueAsync(_app.Time, TimeSpan.FromSeconds(1), () => Task.FromResult(_written.Distinct().Count() == count));
}
