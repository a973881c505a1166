using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>Sessions of a list that nobody brings to this node: it is asked from time to time.</summary>
public sealed class WatchedSessionsOfAListElsewhere : IDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly ListElsewhere _list;
    private readonly WatchingNode _node;

    public WatchedSessionsOfAListElsewhere()
    {
        _list = new(_clock);
        _node = new(_clock, _list);
    }

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task An_entry_is_found_at_the_next_look_up()
    {
        using var lease = _node.Watch();
        await _node.EndAsync(SessionTarget.ForTicket("t"));

        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(lease.Ended.IsCancellationRequested));

        (_clock.GetUtcNow() - The.Now).Should().BeGreaterThan(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task An_entry_that_arrived_between_the_check_of_the_request_and_the_watch_needs_no_wait()
    {
        await _node.EndAsync(SessionTarget.ForTicket("t"));

        using var lease = _node.Watch();

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task A_look_up_costs_one_question_for_each_session_in_each_interval()
    {
        using var one = _node.Watch();
        using var two = _node.Watch(WatchingNode.Session("other"));
        var before = _list.Questions;

        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(5), () => Task.FromResult(_clock.GetUtcNow() >= The.Now.AddSeconds(60)));

        await Eventually.BecomesTrueAsync(() => Task.FromResult(_list.Questions - before is >= 8 and <= 12));
    }

    [Fact]
    public async Task While_the_list_cannot_be_read_connections_go_on_and_the_next_look_up_finds_the_entry()
    {
        using var lease = _node.Watch();
        await _node.EndAsync(SessionTarget.ForTicket("t"));
        _list.IsDown = true;
        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(5), () => Task.FromResult(_clock.GetUtcNow() >= The.Now.AddSeconds(60)));
        lease.Ended.IsCancellationRequested.Should().BeFalse();

        _list.IsDown = false;

        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(lease.Ended.IsCancellationRequested));
    }

    [Fact]
    public async Task While_the_list_cannot_be_read_a_sign_out_on_this_node_ends_what_is_open_here()
    {
        using var lease = _node.Watch();
        _list.IsDown = true;

        _node.Pending.Add(new(SessionTarget.ForSubject(The.Issuer, The.Subject), The.Now.AddDays(1)));

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task While_the_list_does_not_respond_sessions_that_expire_end_on_time()
    {
        var leases = Enumerable.Range(0, 100).Select(i => _node.Watch(WatchingNode.Session($"t{i}"))).ToList();
        using var expiring = _node.Sessions.Watch(WatchingNode.Session("expiring"), The.Now.AddSeconds(12));
        _list.Hangs = true;
        _clock.Advance(TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(5));

        await expiring.Ended.IsCancelledAsync();
        leases.Should().NotContain(lease => lease.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task A_look_up_that_has_not_ended_is_not_begun_again()
    {
        using var lease = _node.Watch();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_list.Questions == 1));
        _node.NeverGivesUp();
        _list.Hangs = true;

        for (var i = 0; i < 10; i++)
            _clock.Advance(TimeSpan.FromSeconds(10));

        _list.Questions.Should().Be(2);
    }

    [Fact]
    public async Task A_session_goes_on_also_if_its_replacement_is_written_between_two_questions_of_one_check()
    {
        await _node.EndAsync(SessionTarget.ForOtherSessions(WatchingNode.Session(TicketReplacement.NextOf("t"))).At(The.Now));
        var isWritten = false;
        _list.Answered = async session =>
        {
            if (isWritten || session.TicketId != TicketReplacement.MarkOf("t"))
                return;
            isWritten = true;
            await _node.EndOthersAsync("t");
        };

        using var lease = _node.Watch();
        using var last = _node.Watch(WatchingNode.Session("last", subject: null));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(isWritten));
        await _node.EndAsync(SessionTarget.ForTicket("last"));

        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(last.Ended.IsCancellationRequested));
        lease.Ended.IsCancellationRequested.Should().BeFalse();
    }

    private sealed class ListElsewhere(TimeProvider clock) : ISessionRevocationStore
    {
        private readonly MemorySessionRevocationStore _entries = new(clock);
        private int _questions;

        public bool IsDown { get; set; }

        public bool Hangs { get; set; }

        public Func<SessionDescriptor, Task> Answered { get; set; } = _ => Task.CompletedTask;

        public int Questions => Volatile.Read(ref _questions);

        public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => _entries.RevokeAsync(revocation, cancellationToken);

        public async ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _questions);
            if (Hangs)
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
            await Task.Yield();
            var answer = IsDown ? throw new IOException("Down.") : await _entries.IsRevokedAsync(session, cancellationToken);
            await Answered(session);
            return answer;
        }
    }
}
