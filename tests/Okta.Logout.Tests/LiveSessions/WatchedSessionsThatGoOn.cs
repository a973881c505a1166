using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>A session whose user ends the other sessions, and which goes on under another ticket id.</summary>
public sealed class WatchedSessionsThatGoOn : IDisposable
{
    private readonly WatchingNode _node = new(new FakeTimeProvider(The.Now));

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task The_others_end_and_this_one_does_not()
    {
        using var here = _node.Watch();
        using var there = _node.Watch(WatchingNode.Session("there"));

        await _node.EndOthersAsync("t");

        await there.Ended.IsCancelledAsync();
        await _node.SettlesAsync();
        here.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task It_goes_on_also_while_only_a_part_of_the_entries_has_arrived()
    {
        using var here = _node.Watch();

        await _node.EndAsync(SessionTarget.ForOtherSessions(WatchingNode.Session(TicketReplacement.NextOf("t"))).At(The.Now));
        await _node.SettlesAsync();

        here.Ended.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task It_ends_with_its_next_ticket()
    {
        using var here = _node.Watch();
        await _node.EndOthersAsync("t");
        await _node.SettlesAsync();

        await _node.EndAsync(SessionTarget.ForTicket(TicketReplacement.NextOf("t")));

        await here.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task It_goes_on_through_several_of_them()
    {
        using var here = _node.Watch();
        await _node.EndOthersAsync("t");
        await _node.EndOthersAsync(TicketReplacement.NextOf("t"));
        await _node.SettlesAsync();
        here.Ended.IsCancellationRequested.Should().BeFalse();

        await _node.EndAsync(SessionTarget.ForTicket(TicketReplacement.NextOf(TicketReplacement.NextOf("t"))));

        await here.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task It_ends_by_a_later_command_about_its_user()
    {
        using var here = _node.Watch();
        await _node.EndOthersAsync("t");

        await _node.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));

        await here.Ended.IsCancelledAsync();
    }

    [Fact]
    public async Task A_session_that_goes_on_in_another_cookie_ends_by_the_sign_out_of_another_one_as_before()
    {
        await _node.EndOthersAsync("t");
        using var next = _node.Watch(WatchingNode.Session(TicketReplacement.NextOf("t")));

        await _node.EndOthersAsync("there");

        await next.Ended.IsCancelledAsync();
    }
}
