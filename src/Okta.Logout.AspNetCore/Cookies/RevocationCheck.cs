using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Asks the revocation list: within a time, and without letting its faults reach the request.</summary>
internal sealed partial class RevocationCheck(
    ISessionRevocationStore store,
    RevocationListHealth health,
    IOptions<OktaLogoutWebOptions> options,
    IOptions<SessionTerminationOptions> terminationOptions,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<RevocationCheck> logger)
{
    public ValueTask<SessionCheck> RunAsync(HttpContext context, SessionDescriptor session)
    {
        ValueTask<bool> check;
        try
        {
            check = store.IsRevokedAsync(session, context.RequestAborted);
        }
        catch (Exception exception)
        {
            check = ValueTask.FromException<bool>(exception);
        }

        return check.IsCompletedSuccessfully ? new(Judge(check.Result)) : AwaitAsync(context, check);
    }

    private async ValueTask<SessionCheck> AwaitAsync(HttpContext context, ValueTask<bool> check)
    {
        try
        {
            return Judge(await check.AsTask().WaitAsync(terminationOptions.Value.TerminatorTimeout, timeProvider, context.RequestAborted));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            telemetry.SessionChecked("failed");
            health.Failed($"OL6102: {exception.GetType().Name}");
            Log.CheckFailed(logger, exception.GetType().Name, options.Value.OnRevocationCheckFailure);
            return SessionCheck.Unknown;
        }
    }

    private SessionCheck Judge(bool isRevoked)
    {
        telemetry.SessionChecked(isRevoked ? "revoked" : "live");
        if (isRevoked)
            return SessionCheck.Ended;

        // Only this shows that the list was read: a store may know by itself of a session that has ended.
        health.Succeeded();
        return SessionCheck.Live;
    }

    private static partial class Log
    {
        [LoggerMessage(6102, LogLevel.Error, "OL6102: The revocation list could not be read ({ExceptionType}); signed-in requests: {Policy}.")]
        public static partial void CheckFailed(ILogger logger, string exceptionType, RevocationCheckFailure policy);
    }
}
