using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends the sessions that have reached a limit of their age: on all nodes, with their tokens, once for all their requests.</summary>
internal sealed partial class OverdueSessions(SessionTerminationPipeline pipeline, LateTokens lateTokens, ILogger<OverdueSessions> logger)
{
    // Other requests with the same cookie come at the same time, from the same page.
    private readonly FirstTimes<string> _ended = new();

    /// <summary>Ends a session after the response, which its own limit has refused already.</summary>
    public void End(HttpContext context, RequestSession session, SessionTerminationReason reason)
    {
        if (session.Session.TicketId is not { } ticketId || !_ended.Add(ticketId))
            return;
        Log.Ended(logger, session.CookieScheme, reason);
        context.Response.OnCompleted(async () =>
        {
            await pipeline.RunAsync(SessionTarget.ForTicket(ticketId), reason, isUnconfirmed: false);
            await lateTokens.RevokeAsync(session);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(6109, LogLevel.Information, "A session of the scheme {Scheme} has ended: {Reason}.")]
        public static partial void Ended(ILogger logger, string scheme, SessionTerminationReason reason);
    }
}
