using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout</c>.</summary>
internal sealed partial class SignOutEndpoint(
    CrossSiteRequestGuard crossSite,
    WebSignOut signOut,
    SignOutResponse response,
    SignOutConfirmation confirmation,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    ILogger<SignOutEndpoint> logger) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapPost("", InvokeAsync).WithDisplayName("Okta.Logout: sign out");

    private async Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        FormBody.Limit(context);
        var origin = await crossSite.FindOriginAsync(context);
        if (origin is not RequestOrigin.Own)
        {
            await RefuseAsync(context, origin);
            return;
        }

        var (result, returnUrl) = await signOut.RunAsync(context, await ReturnUrlReader.ReadAsync(context));
        await response.WriteAsync(context, result, returnUrl);
    }

    private async Task RefuseAsync(HttpContext context, RequestOrigin origin)
    {
        var (status, error) = origin is RequestOrigin.CrossSite
            ? (StatusCodes.Status403Forbidden, "OL7001: The request came from another site. Sign out from a page of the app, or add the site to OktaLogoutWebOptions.AllowedOrigins.")
            : (StatusCodes.Status400BadRequest, "OL7002: The client sent neither Sec-Fetch-Site nor Origin, or Origin: null, and no valid antiforgery token. Send the token of GET /signout.");
        telemetry.RequestRejected("sign-out", error[..6]);
        if (throttle.Allows("sign-out", error[..6], out var suppressed))
            Log.Refused(logger, status, error, suppressed);
        context.Response.StatusCode = status;
        if (origin is RequestOrigin.Unknown && SignOutClient.KindOf(context.Request) is not SignOutClientKind.Script)
        {
            // Only the user can press the button of the page, and browsers show a page whatever its status.
            await confirmation.WriteAsync(context, await ReturnUrlReader.ReadAsync(context));
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(error, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "A sign-out was refused with {Status}. {Error} Similar events since the previous line: {Suppressed}.")]
        public static partial void Refused(ILogger logger, int status, string error, int suppressed);
    }
}
