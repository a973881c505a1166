using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The order of a sign-out: local, then remote, then the receipt.</summary>
internal sealed partial class OktaSignOut(
    SessionTerminationPipeline pipeline,
    RemoteSignOut remote,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<OktaSignOut> logger) : IOktaSignOut
{
    public async Task<SignOutResult> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var activity = OktaLogoutTelemetry.StartSignOut();
        var start = timeProvider.GetTimestamp();
        var steps = await pipeline.EndLocallyAsync(request).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var result = await remote.RunAsync(request, steps, cancellationToken).ConfigureAwait(false);
        telemetry.SignedOut(result, timeProvider.GetElapsedTime(start));
        Log.SignedOut(logger, result);
        return result;
    }

    public async Task<EndSessionsResult> EndSessionsAsync(
        SessionTarget target, SessionTerminationReason reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        cancellationToken.ThrowIfCancellationRequested();
        var now = timeProvider.GetUtcNow();
        var result = new EndSessionsResult(await pipeline.RunAsync(new(target.At(now), reason, now)).ConfigureAwait(false));
        Log.SessionsEnded(logger, target.Kind, reason, result.Succeeded);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "A user signed out: {Result}.")]
        public static partial void SignedOut(ILogger logger, SignOutResult result);

        [LoggerMessage(5002, LogLevel.Information, "Sessions named by {Kind} were ended ({Reason}); every step succeeded: {Succeeded}.")]
        public static partial void SessionsEnded(ILogger logger, SessionTargetKind kind, SessionTerminationReason reason, bool succeeded);
    }
}
