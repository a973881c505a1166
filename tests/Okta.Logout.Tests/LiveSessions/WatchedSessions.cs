using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>The token of a session for which something is open on this node.</summary>
public sealed class WatchedSessions : IDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly WatchingNode _node;

    public WatchedSessions() => _node = new(_clock);

    public static TheoryData<SessionTarget> TargetsOfTheSession() =>
    [
        SessionTarget.ForTicket("t"),
        SessionTarget.ForSession(The.Issuer, "sid-t"),
        SessionTarget.ForSubject(The.Issuer, The.Subject),
    ];

    public void Dispose() => _node.Dispose();

    [Theory]
    [MemberData(nameof(TargetsOfTheSession))]
    public async Task An_entry_that_names_the_session_cancels_its_token(SessionTarget target)
    {
        using var lease = _node.Watch();

        await _node.EndAsync(target);

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task An_entry_of_a_stranger_cancels_it_too()
    {
        using var lease = _node.Watch();

        await _node.EndAsync(SessionTarget.ForSession(The.Issuer, "sid-t"), isUnconfirmed: true);

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task An_entry_that_the_list_did_not_accept_cancels_it_too()
    {
        using var lease = _node.Watch();

        _node.Pending.Add(new(SessionTarget.ForTicket("t"), The.Now.AddDays(1)));

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task An_entry_about_others_does_not()
    {
        using var lease = _node.Watch();

        await _node.EndAsync(SessionTarget.ForTicket("other"));
        await _node.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now.AddMinutes(-5)));
        await _node.SettlesAsync();

        lease.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task An_entry_that_arrived_between_the_check_of_the_request_and_the_watch_cancels_it()
    {
        await _node.EndAsync(SessionTarget.ForTicket("t"));

        using var lease = _node.Watch();

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public void Requests_of_one_session_share_one_token()
    {
        using var one = _node.Watch();
        using var two = _node.Watch();

        two.Ended.Should().Be(one.Ended);
        _node.Watch(WatchingNode.Session("other")).Ended.Should().NotBe(one.Ended);
    }

    [Fact]
    public async Task A_session_is_watched_until_the_last_request_is_over()
    {
        using var one = _node.Watch();
        var two = _node.Watch();
        two.Dispose();
        two.Dispose();

        await _node.EndAsync(SessionTarget.ForTicket("t"));

        await one.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task A_session_that_nothing_is_open_for_is_forgotten()
    {
        var lease = _node.Watch();
        lease.Dispose();

        await _node.EndAsync(SessionTarget.ForTicket("t"));
        await _node.SettlesAsync();

        lease.Ended.IsCancellationRequested.Should().BeFalse();
        _node.Sessions.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_session_that_expires_ends()
    {
        using var lease = _node.Watch();
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await _node.SettlesAsync();
        lease.Ended.IsCancellationRequested.Should().BeFalse();

        _clock.Advance(TimeSpan.FromSeconds(6));

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task A_session_whose_cookie_is_renewed_meanwhile_goes_on_as_long_as_that_cookie()
    {
        using var lease = _node.Watch();
        _node.Sessions.Extend(WatchingNode.Session(), The.Now.AddDays(2));
        _node.Sessions.Extend(WatchingNode.Session(), The.Now.AddDays(1.5));

        _clock.Advance(TimeSpan.FromDays(1.9));
        await _node.SettlesAsync();

        lease.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task A_slow_callback_delays_no_other_session()
    {
        using var held = new ManualResetEventSlim();
        var (slow, others) = (_node.Watch(), Enumerable.Range(0, 1_000).Select(i => _node.Watch(WatchingNode.Session($"t{i}"))).ToList());
        slow.Ended.Register(held.Wait);

        await _node.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        foreach (var other in others)
            await other.Ended.IsCancelledAsync();
        held.Set();
    }

    [Fact]
    public async Task A_callback_that_fails_keeps_no_other_from_running_and_is_logged_without_its_text()
    {
        var ran = new Signal();
        using var lease = _node.Watch();
        lease.Ended.Register(ran.Give);
        lease.Ended.Register(() => throw new InvalidOperationException("secret-callback"));

        await _node.EndAsync(SessionTarget.ForTicket("t"));

        await ran.WaitAsync();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(_node.Logger.Collector.Count == 1));
        _node.Logger.LatestRecord.Message.Should().StartWith("OL4011").And.NotContain("secret");
    }

    [Fact]
    public async Task The_thread_that_brings_an_entry_runs_no_callback()
    {
        using var held = new ManualResetEventSlim();
        using var lease = _node.Watch();
        lease.Ended.Register(held.Wait);

        await _node.EndAsync(SessionTarget.ForTicket("t"));

        held.Set();
    }
}
