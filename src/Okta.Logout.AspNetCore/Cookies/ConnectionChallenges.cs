using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// A request for a connection is not sent to sign in, because no script can follow that: an event source would try again and again, and each attempt would
/// begin a sign-in at Okta.
/// </summary>
internal static class ConnectionChallenges
{
    private const string EventStream = "text/event-stream";

    /// <summary>Responds with 401 in place of a challenge to a request for server-sent events, a WebSocket or a hub of SignalR. After 401, an event source does not connect again.</summary>
    public static bool Refuse(HttpContext context)
    {
        if (!IsForConnection(context) || context.Response.HasStarted)
            return false;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.CacheControl = "no-store";
        MiddlewareFeatures.DisableStatusCodePages(context);
        return true;
    }

    private static bool IsForConnection(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null
        || context.Request.Headers.Accept.Any(accept => accept?.Contains(EventStream, StringComparison.OrdinalIgnoreCase) is true);
}
