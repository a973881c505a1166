using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>Sessions of a node that has been cut off from the revocation log for too long: it cannot say of any session that it lives.</summary>
public sealed class WatchedSessionsOfAStaleNode : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(The.Now);
    private readonly LogNode _log;
    private readonly WatchingNode _node;

    public WatchedSessionsOfAStaleNode()
    {
        _log = new(new LogInMemory().Connect(), _clock);
        _node = new(_clock, _log.Store);
    }

    public static TheoryData<SessionTarget> TargetsOfTheSession() => WatchedSessions.TargetsOfTheSession();

    public async ValueTask DisposeAsync()
    {
        _node.Dispose();
        await _log.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(TargetsOfTheSession))]
    public async Task A_sign_out_on_the_node_ends_what_is_open_there(SessionTarget target)
    {
        using var lease = _node.Watch();
        CutOff();

        await _node.EndAsync(target);

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task A_sign_out_that_arrives_before_the_first_sign_of_life_ends_what_is_open()
    {
        using var lease = _node.Watch();
        CutOff();

        await _node.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));
        _log.Replica.Beat();

        await lease.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task What_is_open_goes_on_while_nothing_is_known_of_its_session()
    {
        using var lease = _node.Watch();
        CutOff();
        using var another = _node.Watch();

        _clock.Advance(TimeSpan.FromMinutes(10));

        await _node.SettlesAsync();
        lease.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task A_session_that_ends_the_other_ones_there_goes_on()
    {
        using var here = _node.Watch();
        using var there = _node.Watch(WatchingNode.Session("there"));
        CutOff();

        await _node.EndAsync(SessionTarget.ForOtherSessions(WatchingNode.Session(TicketReplacement.NextOf("t"))).At(The.Now));
        await there.Ended.IsCancelledAsync();
        await _node.EndOthersAsync("t");

        await _node.SettlesAsync();
        here.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_check_that_could_not_be_made_is_made_again(bool comesBack)
    {
        CutOff();
        using var lease = _node.Watch();
        await _node.EndOthersAsync("t");
        await _node.SettlesAsync();
        await _node.EndAsync(SessionTarget.ForTicket(TicketReplacement.NextOf("t")));
        if (comesBack)
            _log.Replica.Beat();

        await Eventually.BecomesTrueAsync(_clock, TimeSpan.FromSeconds(1), () => Task.FromResult(lease.Ended.IsCancellationRequested));
    }

    private void CutOff() => _clock.Advance(new RevocationLogOptions().MaxStaleness + TimeSpan.FromSeconds(1));
}
