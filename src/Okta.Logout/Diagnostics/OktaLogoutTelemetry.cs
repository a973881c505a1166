using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Okta.Logout;

/// <summary>The instruments of docs/telemetry.md. No tag ever holds a user, a token or a URL.</summary>
internal sealed class OktaLogoutTelemetry
{
    private static readonly ActivitySource Source = new(OktaLogoutDefaults.ActivitySourceName);

    private readonly Counter<long> _signOuts;
    private readonly Histogram<double> _signOutDuration;
    private readonly Counter<long> _terminations;
    private readonly Counter<long> _tokenRevocations;
    private readonly Counter<long> _rejectedRequests;
    private readonly Counter<long> _sessionChecks;

    public OktaLogoutTelemetry(IMeterFactory? meters)
    {
        var meter = meters?.Create(OktaLogoutDefaults.MeterName) ?? new Meter(OktaLogoutDefaults.MeterName);
        _signOuts = meter.CreateCounter<long>("okta.logout.sign_outs", "{sign_out}", "Users that signed out here.");
        _signOutDuration = meter.CreateHistogram<double>("okta.logout.sign_out.duration", "s", "How long a sign-out took, remote work included.");
        _terminations = meter.CreateCounter<long>("okta.logout.terminations", "{termination}", "Commands that ended sessions.");
        _tokenRevocations = meter.CreateCounter<long>("okta.logout.token_revocations", "{token}", "Tokens sent for revocation.");
        _rejectedRequests = meter.CreateCounter<long>("okta.logout.requests.rejected", "{request}", "Requests that were refused.");
        _sessionChecks = meter.CreateCounter<long>("okta.logout.session_checks", "{check}", "Sessions looked up in the revocation list.");
    }

    public static Activity? StartSignOut() => Source.StartActivity("okta.logout.sign_out");

    public static Activity? StartTermination(SessionTerminationReason reason)
    {
        var activity = Source.StartActivity("okta.logout.termination");
        activity?.SetTag("okta.logout.reason", reason.ToString());
        return activity;
    }

    public void SignedOut(SignOutResult result, TimeSpan duration)
    {
        var tags = new TagList { { "okta.logout.local", result.IsSignedOutLocally }, { "okta.logout.okta", result.OktaLogout is not null } };
        _signOuts.Add(1, tags);
        _signOutDuration.Record(duration.TotalSeconds, tags);
    }

    public void Terminated(SessionTerminationReason reason, IReadOnlyList<SignOutStep> steps)
    {
        var succeeded = steps.All(step => step.Outcome is SignOutStepOutcome.Succeeded or SignOutStepOutcome.Skipped);
        _terminations.Add(1, new("okta.logout.reason", reason.ToString()), new("okta.logout.succeeded", succeeded));
    }

    public void TokenRevoked(TokenTypeHint tokenType, TokenRevocationStatus status) =>
        _tokenRevocations.Add(1, new("okta.logout.token_type", tokenType.ToString()), new("okta.logout.status", status.ToString()));

    public void RequestRejected(string endpoint, string errorId) =>
        _rejectedRequests.Add(1, new("okta.logout.endpoint", endpoint), new("error.type", errorId));

    public void SessionChecked(string result)
    {
        if (_sessionChecks.Enabled)
            _sessionChecks.Add(1, new KeyValuePair<string, object?>("okta.logout.result", result));
    }
}
