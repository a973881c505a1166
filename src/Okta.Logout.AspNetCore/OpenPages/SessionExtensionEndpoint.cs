using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/session</c>: the user asks for more time. Nothing else postpones a deadline from an open page.</summary>
internal sealed partial class SessionExtensionEndpoint(
    CrossSiteRequestGuard crossSite,
    SessionStatus status,
    SessionDeadlines deadlines,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    ILogger<SessionExtensionEndpoint> logger) : IOktaLogoutEndpoint
{
    private const string Error = "OL9750: The request to extend the session did not come from a page of the app. Send it by fetch from a page of the app, or add the origin of the page to OktaLogoutWebOptions.AllowedOrigins.";

    public void Map(IEndpointRouteBuilder group) => group.MapPost("/session", InvokeAsync)
        .WithDisplayName("Okta.Logout: extend the session").WithMetadata(new MappedEndpoints.Passive());

    private async Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        FormBody.Limit(context);
        if (await crossSite.FindOriginAsync(context) is not RequestOrigin.Own)
        {
            await RefuseAsync(context);
            return;
        }

        if (status.Find(context) is { Deadline.CanExtend: true } found)
            await deadlines.ExtendAsync(context, found.Session);
        await status.WriteAsync(context);
    }

    private Task RefuseAsync(HttpContext context)
    {
        telemetry.RequestRejected("session-extension", Error[..6]);
        if (throttle.Allows("session-extension", Error[..6], out var suppressed))
            Log.Refused(logger, Error, suppressed);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Error, context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(9750, LogLevel.Warning, "{Error} Similar events since the previous line: {Suppressed}.")]
        public static partial void Refused(ILogger logger, string error, int suppressed);
    }
}
