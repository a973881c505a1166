using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class OpenConnections
{
    public static void MapEvents(WebApplication app, IPrices prices)
    {
        #region open-events
        app.MapGet("/prices", (CancellationToken cancellationToken) => new SessionEventsResult(prices.FollowAsync(cancellationToken)));
        #endregion
    }

    public static void MapStream(WebApplication app, IPrices prices)
    {
        #region open-stream
        app.MapGet("/prices.csv", async (HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, context.GetSessionEndedToken(), lifetime.ApplicationStopping);
            await prices.WriteAsync(context.Response.Body, over.Token);
        }).RequireAuthorization();
        #endregion
    }

    public static void MapWebSocket(WebApplication app, IPrices prices)
    {
        #region open-websocket
        app.Map("/prices/socket", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var end = socket.CloseWhenSessionEnds(context);
            await prices.TalkAsync(socket);
        }).RequireAuthorization();
        #endregion
    }
}
