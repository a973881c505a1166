using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends WebSockets with the session of their request.</summary>
public static class OktaLogoutWebSocketExtensions
{
    /// <summary>
    /// Closes a WebSocket when the session of its request ends, with the status 1008 (policy violation), or when the app stops, with 1001. A browser that does not
    /// respond within a second loses the connection.
    /// </summary>
    /// <param name="webSocket">What <c>AcceptWebSocketAsync</c> returned.</param>
    /// <param name="context">The request, after <c>UseAuthentication</c>.</param>
    /// <returns>What to dispose of when the app is done with the WebSocket.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The request has not been authenticated yet, or <c>AddOktaLogout</c> was not called.</exception>
    /// <remarks>The app sees the end as a message of the type <see cref="WebSocketMessageType.Close"/>, or as an exception. It need not pass a token to <c>ReceiveAsync</c>: cancelling that cuts the connection without a status.</remarks>
    public static IDisposable CloseWhenSessionEnds(this WebSocket webSocket, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(webSocket);
        ArgumentNullException.ThrowIfNull(context);
        return WebSocketEnd.Register(webSocket, context, context.GetSessionEndedToken());
    }
}
