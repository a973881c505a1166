using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Asks the revocation list within a time limit. A failure of the list does not make the request fail, nor does a client that has gone: a user who closes the tab
/// while a sign-out is checked still wants to be signed out.
/// </summary>
internal sealed partial class RevocationCheck(
    ISessionRevocationStore store,
    PendingRevocations pending,
    SharedChecks checks,
    RevocationListHealth health,
    IOptions<OktaLogoutWebOptions> options,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    ILogger<RevocationCheck> logger)
{
    public ValueTask<SessionCheck> RunAsync(SessionDescriptor session)
    {
        if (pending.IsRevoked(session))
            return new(SessionCheck.Ended);
        return store is INonBlockingRevocationStore list ? new(Ask(list, session)) : AwaitAsync(session);
    }

    private SessionCheck Ask(INonBlockingRevocationStore list, SessionDescriptor session)
    {
        try
        {
            return Result(list.IsRevoked(session));
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    private async ValueTask<SessionCheck> AwaitAsync(SessionDescriptor session)
    {
        try
        {
            return Result(await checks.RunAsync(session));
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    private SessionCheck Failed(Exception exception)
    {
        telemetry.SessionChecked("failed");
        health.Failed($"OL6102: {exception.GetType().Name}");
        if (throttle.Allows(nameof(RevocationCheck), "OL6102", out var suppressed))
            Log.CheckFailed(logger, exception.GetType().Name, options.Value.OnRevocationCheckFailure, suppressed);
        return SessionCheck.Unknown;
    }

    private SessionCheck Result(bool isRevoked)
    {
        telemetry.SessionChecked(isRevoked ? "revoked" : "live");
        if (isRevoked)
            return SessionCheck.Ended;

        // Only a live session shows that the list was read, because a store may know of an ended one by itself.
        health.Succeeded();
        return SessionCheck.Live;
    }

    private static partial class Log
    {
        [LoggerMessage(6102, LogLevel.Error, "OL6102: The revocation list could not be read ({ExceptionType}). OnRevocationCheckFailure is {Policy}, which decides about signed-in requests meanwhile. Restore the store of the list. Similar events since the previous line: {Suppressed}.")]
        public static partial void CheckFailed(ILogger logger, string exceptionType, RevocationCheckFailure policy, int suppressed);
    }
}
