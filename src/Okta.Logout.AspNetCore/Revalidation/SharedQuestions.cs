using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Lets one of all nodes ask about a session, by the atomic reservation of the memory that they share for tokens. That memory only saves questions: if it fails, each
/// node asks for itself, and none uses a refresh token.
/// </summary>
internal sealed partial class SharedQuestions(ITokenReplayCache memory, StepTime time, LogThrottle throttle, ILogger<SharedQuestions> logger)
{
    private const string Kind = "okta-logout:revalidation";

    /// <summary>Returns whether the caller may ask, another does, or has done so. Null if the memory cannot be reached.</summary>
    public async Task<TokenReservation?> ReserveAsync(SessionDescriptor session, DateTimeOffset until)
    {
        TokenReservation? reservation = null;
        await TryAsync(async cancellationToken => reservation = await memory.ReserveAsync(KeyOf(session), until, cancellationToken));
        return reservation;
    }

    /// <summary>Lets the other nodes know that there was an answer.</summary>
    public Task SetVerifiedAsync(SessionDescriptor session, DateTimeOffset until) =>
        TryAsync(cancellationToken => memory.MarkUsedAsync(KeyOf(session), until, cancellationToken).AsTask());

    private static string KeyOf(SessionDescriptor session) => SessionKey.OfToken(Kind, session.TicketId!).ToString();

    private async Task TryAsync(Func<CancellationToken, Task> call)
    {
        try
        {
            await time.LimitAsync(call);
        }
        catch (Exception exception)
        {
            if (throttle.Allows(nameof(SharedQuestions), "OL6505", out var suppressed))
                Log.Failed(logger, exception.GetType().Name, suppressed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6505, LogLevel.Warning, "OL6505: The memory that the nodes share for tokens failed ({ExceptionType}), so each node asks Okta about a session, and none uses a refresh token. Restore it. Similar events since the previous line: {Suppressed}.")]
        public static partial void Failed(ILogger logger, string exceptionType, int suppressed);
    }
}
