using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Okta.Logout;

/// <summary>The instruments of docs/telemetry.md. No tag ever holds a user, a token or a URL.</summary>
internal sealed class OktaLogoutTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Okta.Logout";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _signOuts;
    private readonly Histogram<double> _signOutDuration;
    private readonly Counter<long> _terminations;
    private readonly Counter<long> _tokenRevocations;
    private readonly Counter<long> _rejectedRequests;
    private readonly Counter<long> _sessionChecks;
    private readonly Counter<long> _logoutRequests;
    private readonly Counter<long> _revocationLogRecords;
    private readonly Counter<long> _liveSessionsEnded;
    private readonly Counter<long> _revocationLogInterruptions;
    private readonly Meter _meter;

    public OktaLogoutTelemetry(IMeterFactory? meters)
    {
        var meter = _meter = meters?.Create(Name) ?? new Meter(Name);
        _signOuts = meter.CreateCounter<long>("okta.logout.sign_outs", "{sign_out}", "Users that signed out here.");
        _signOutDuration = meter.CreateHistogram<double>("okta.logout.sign_out.duration", "s", "How long a sign-out took, remote work included.");
        _terminations = meter.CreateCounter<long>("okta.logout.terminations", "{termination}", "Commands that ended sessions.");
        _tokenRevocations = meter.CreateCounter<long>("okta.logout.token_revocations", "{token}", "Tokens sent for revocation.");
        _rejectedRequests = meter.CreateCounter<long>("okta.logout.requests.rejected", "{request}", "Requests that were refused.");
        _logoutRequests = meter.CreateCounter<long>("okta.logout.logout_requests", "{request}", "Logout requests that browsers were given for Okta, and those that came back.");
        _sessionChecks = meter.CreateCounter<long>("okta.logout.session_checks", "{check}", "Sessions looked up in the revocation list.");
        _revocationLogRecords = meter.CreateCounter<long>("okta.logout.revocation_log.records", "{record}", "Records that were read from the revocation log, or appended.");
        _liveSessionsEnded = meter.CreateCounter<long>("okta.logout.live_sessions.ended", "{session}", "Sessions that ended while a connection of theirs was open on this node.");
        _revocationLogInterruptions = meter.CreateCounter<long>("okta.logout.revocation_log.interruptions", "{interruption}", "How often the revocation log could no longer be read or written.");
    }

    public static Activity? StartSignOut() => Source.StartActivity("okta.logout.sign_out");

    public static Activity? StartTermination(string reason)
    {
        var activity = Source.StartActivity("okta.logout.termination");
        activity?.SetTag("okta.logout.reason", reason);
        return activity;
    }

    public void SignedOut(bool isSignedOutLocally, bool hasOktaLogout, TimeSpan duration)
    {
        var tags = new TagList { { "okta.logout.local", isSignedOutLocally }, { "okta.logout.okta", hasOktaLogout } };
        _signOuts.Add(1, tags);
        _signOutDuration.Record(duration.TotalSeconds, tags);
    }

    public void Terminated(string reason, bool succeeded) =>
        _terminations.Add(1, new("okta.logout.reason", reason), new("okta.logout.succeeded", succeeded));

    public void TokenRevoked(string tokenType, string status) =>
        _tokenRevocations.Add(1, new("okta.logout.token_type", tokenType), new("okta.logout.status", status));

    public void RequestRejected(string endpoint, string errorId) =>
        _rejectedRequests.Add(1, new("okta.logout.endpoint", endpoint), new("error.type", errorId));

    public void LogoutRequest(string state) => _logoutRequests.Add(1, new KeyValuePair<string, object?>("okta.logout.state", state));

    public void RevocationLogRecords(string result, int count)
    {
        if (count > 0)
            _revocationLogRecords.Add(count, new KeyValuePair<string, object?>("okta.logout.result", result));
    }

    public void RevocationLogInterrupted() => _revocationLogInterruptions.Add(1);

    /// <summary>Lets the age of the replica and the number of its entries be observed.</summary>
    public void ObserveRevocationLog(Func<double> age, Func<int> entries)
    {
        _meter.CreateObservableGauge("okta.logout.revocation_log.age", age, "s", "How long ago a sign of life came through the revocation log.");
        _meter.CreateObservableGauge("okta.logout.revocation_log.entries", entries, "{entry}", "Entries of the revocation list in the memory of this node.");
    }

    /// <summary>Lets the number of sessions with an open connection be observed.</summary>
    public void ObserveLiveSessions(Func<int> watched) =>
        _meter.CreateObservableGauge("okta.logout.live_sessions", watched, "{session}", "Sessions with an open connection on this node.");

    public void LiveSessionEnded(string cause) => _liveSessionsEnded.Add(1, new KeyValuePair<string, object?>("okta.logout.cause", cause));

    public void SessionChecked(string result)
    {
        if (_sessionChecks.Enabled)
            _sessionChecks.Add(1, new KeyValuePair<string, object?>("okta.logout.result", result));
    }
}
