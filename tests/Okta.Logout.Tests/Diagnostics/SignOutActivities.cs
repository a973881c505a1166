using System.Collections.Concurrent;
using System.Diagnostics;

namespace Okta.Logout.Tests;

public sealed class SignOutActivities : IAsyncDisposable
{
    private readonly SignOutApp _app = new();
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ActivityListener _listener;
    private readonly Activity _request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

    public SignOutActivities()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == OktaLogoutDefaults.ActivitySourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _request.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_out_is_an_activity_and_its_termination_another_within()
    {
        await _app.SignOutAsync();

        var signOut = Own.Single(activity => activity.OperationName == "okta.logout.sign_out");
        signOut.ParentSpanId.Should().Be(_request.SpanId);
        var termination = Own.Single(activity => activity.OperationName == "okta.logout.termination");
        termination.ParentSpanId.Should().Be(signOut.SpanId);
        termination.GetTagItem("okta.logout.reason").Should().Be("SignOut");
    }

    [Fact]
    public async Task A_termination_from_outside_is_an_activity_with_its_reason()
    {
        await _app.SignOut.EndSessionsAsync(new(SessionTarget.ForTicket(The.TicketId), SessionTerminationReason.SharedSignal));

        Own.Should().ContainSingle().Which.GetTagItem("okta.logout.reason").Should().Be("SharedSignal");
    }

    [Fact]
    public async Task No_tag_holds_a_secret()
    {
        await _app.SignOutAsync();

        Own.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Value}").Should().AllSatisfy(Secrets.ShouldBeAbsentFrom);
    }

    // The listener hears the other tests too.
    private IEnumerable<Activity> Own => _stopped.Where(activity => activity.TraceId == _request.TraceId);
}
