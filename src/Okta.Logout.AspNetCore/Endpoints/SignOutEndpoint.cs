using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout</c>.</summary>
internal sealed partial class SignOutEndpoint(
    CrossSiteRequestGuard crossSite, WebSignOut signOut, SignOutResponse response, OktaLogoutTelemetry telemetry, ILogger<SignOutEndpoint> logger) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapPost("", InvokeAsync).WithDisplayName("Okta.Logout: sign out");

    private async Task InvokeAsync(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        ReturnUrlReader.Limit(context);
        if (await crossSite.JudgeAsync(context) is { } status)
        {
            await RefuseAsync(context, status);
            return;
        }

        var (result, returnUrl) = await signOut.RunAsync(context, await ReturnUrlReader.ReadAsync(context));
        await response.WriteAsync(context, result, returnUrl);
    }

    private Task RefuseAsync(HttpContext context, int status)
    {
        var error = status is StatusCodes.Status403Forbidden
            ? "OL7001: The request came from another site. Sign out from a page of the app, or add the site to OktaLogoutWebOptions.AllowedOrigins."
            : "OL7002: The client sent neither Sec-Fetch-Site nor Origin, and no valid antiforgery token.";
        Log.Refused(logger, status, error);
        telemetry.RequestRejected("sign-out", error[..6]);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(error, context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "A sign-out was refused with {Status}. {Error}")]
        public static partial void Refused(ILogger logger, int status, string error);
    }
}
