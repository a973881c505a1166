using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET /signout/complete</c>: where Okta sends the browser. Anybody can send this request, so it ends and starts nothing. It only redirects to the return
/// URL of a state that is authentic, unexpired, unused, and of this browser.
/// </summary>
internal sealed partial class SignedOutCallbackEndpoint(
    LogoutStateProtector protector,
    CorrelationCookie correlation,
    ReturnUrls returnUrls,
    LogoutReturns returns,
    SiteData siteData,
    PublicAddress publicAddress,
    OktaLogoutTelemetry telemetry,
    LogThrottle throttle,
    TimeProvider timeProvider,
    ILogger<SignedOutCallbackEndpoint> logger) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("/complete", InvokeAsync)
        .WithDisplayName("Okta.Logout: signed out").WithName(PublicAddress.CallbackEndpointName)
        .WithMetadata(new AddressToRegister("General > Sign-out redirect URIs"));

    private Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        if (SignOutClient.IsPrefetch(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        SignOutBrowserResponse.SeeOther(context, ReturnUrl(context));
        return Task.CompletedTask;
    }

    private string ReturnUrl(HttpContext context)
    {
        var (returnUrl, problem) = Find(context);
        if (returnUrl is not null)
        {
            returns.Returned();

            // The next provider of a chain is still to come, and needs a cookie.
            if (returnUrl != publicAddress.ContinuePath(context))
                siteData.Clear(context);
            return returnUrl;
        }

        telemetry.RequestRejected("signed-out-callback", "OL7003");
        if (throttle.Allows("signed-out-callback", problem, out var suppressed))
            Log.StateRefused(logger, problem, suppressed);
        return returnUrls.Default(context);
    }

    private (string? ReturnUrl, string Problem) Find(HttpContext context)
    {
        if (context.Request.Query["state"] is not { Count: 1 } values || string.IsNullOrEmpty(values[0]))
            return (null, "there is none, or more than one");
        if (protector.Unprotect(values[0]!) is not { } state)
            return (null, "this app did not make it");
        if (correlation.Consume(context, state) is not { } returnUrl)
            return (null, "it is of another browser, or was used already");
        if (state.ExpiresAt <= timeProvider.GetUtcNow())
            return (null, "it is too old");
        return (returnUrls.Accept(context, returnUrl), "its return path is not allowed any more");
    }

    private static partial class Log
    {
        [LoggerMessage(7003, LogLevel.Information, "OL7003: The state of a logout callback was not accepted: {Problem}. The user goes to the default page. Similar events since the previous line: {Suppressed}.")]
        public static partial void StateRefused(ILogger logger, string problem, int suppressed);
    }
}
