using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The order of a sign-out: local, then remote, then the receipt.</summary>
internal sealed partial class OktaSignOut(
    SessionTerminationPipeline pipeline,
    RemoteSignOut remote,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    TimeProvider timeProvider,
    ILogger<OktaSignOut> logger) : IOktaSignOut
{
    public async Task<SignOutReceipt> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var activity = OktaLogoutTelemetry.StartSignOut();
        var start = timeProvider.GetTimestamp();
        var steps = await pipeline.EndLocallyAsync(LocalPartOf(request)).ConfigureAwait(false);
        request.EndedLocally?.TrySetResult(true);
        cancellationToken.ThrowIfCancellationRequested();
        var result = await remote.RunAsync(request, steps, cancellationToken).ConfigureAwait(false);
        if (HasSomebody(request))
        {
            telemetry.SignedOut(result.IsSignedOutLocally, result.OktaLogout is not null, timeProvider.GetElapsedTime(start));
            Log.SignedOut(logger, new(result.Steps));
        }
        else
        {
            Log.NobodySignedOut(logger);
        }

        return result;
    }

    public async Task<TerminationReceipt> EndSessionsAsync(EndSessionsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var isUnconfirmed = request.IsUnconfirmed;
        var result = new TerminationReceipt(await pipeline.RunAsync(request.Target, request.Reason, isUnconfirmed).ConfigureAwait(false));
        var suppressed = 0;
        if (!isUnconfirmed || throttle.Allows(nameof(request.IsUnconfirmed), "5002", out suppressed))
            Log.SessionsEnded(logger, request.Target.Kind, request.Reason, result.Succeeded, suppressed);
        return result;
    }

    private static LocalSignOut LocalPartOf(SignOutRequest request) => new()
    {
        Session = request.Session ?? SessionDescriptor.FromIdToken(request.IdToken),
        SessionExpiresAt = request.SessionExpiresAt,
        AccessToken = request.AccessToken,
        EndLocalSession = request.EndLocalSession,
    };

    private static bool HasSomebody(SignOutRequest request) =>
        request is not { Session: null, IdToken: null or "", RefreshToken: null or "", AccessToken: null or "", DeviceSecret: null or "" };

    /// <summary>Shows the steps, with the reason of each that did not succeed. Computed only if the line is written.</summary>
    private readonly struct Reasons(IReadOnlyList<SignOutStep> steps)
    {
        public override string ToString() => string.Join(", ", steps);
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "A user signed out: {Result}.")]
        public static partial void SignedOut(ILogger logger, Reasons result);

        [LoggerMessage(5003, LogLevel.Information, "Nobody was signed in at a sign-out.")]
        public static partial void NobodySignedOut(ILogger logger);

        [LoggerMessage(5002, LogLevel.Information, "Sessions named by {Kind} were ended ({Reason}); every step succeeded: {Succeeded}. Similar events since the previous line: {Suppressed}.")]
        public static partial void SessionsEnded(ILogger logger, SessionTargetKind kind, SessionTerminationReason reason, bool succeeded, int suppressed);
    }
}
