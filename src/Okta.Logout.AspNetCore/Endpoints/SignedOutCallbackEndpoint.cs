using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET /signout/complete</c>: where Okta sends the browser. It proves nothing, so it ends nothing and starts nothing: all it may do is follow
/// the return path of a state that is authentic, unexpired, of this browser and unused.
/// </summary>
internal sealed partial class SignedOutCallbackEndpoint(
    LogoutStateProtector protector,
    PublicAddress publicAddress,
    ReturnUrlPolicy returnUrls,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider,
    ILogger<SignedOutCallbackEndpoint> logger) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("/complete", InvokeAsync)
        .WithDisplayName("Okta.Logout: signed out").WithName(PublicAddress.CallbackEndpointName)
        .WithMetadata(new AddressToRegister("General > Sign-out redirect URIs"));

    private Task InvokeAsync(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        SignOutResponse.SeeOther(context, ReturnUrl(context));
        return Task.CompletedTask;
    }

    private string ReturnUrl(HttpContext context)
    {
        var (returnUrl, problem) = Judge(context);
        if (returnUrl is not null)
            return returnUrl;
        Log.StateRefused(logger, problem);
        telemetry.RequestRejected("signed-out-callback", "OL7003");
        return returnUrls.SignedOutPath(context.Request.PathBase);
    }

    private (string? ReturnUrl, string Problem) Judge(HttpContext context)
    {
        if (context.Request.Query["state"] is not { Count: 1 } values || string.IsNullOrEmpty(values[0]))
            return (null, "there is none, or more than one");
        if (protector.Unprotect(values[0]!) is not { } state)
            return (null, "this app did not make it");
        if (!CorrelationCookie.Take(context, state, publicAddress.CallbackPath(context), publicAddress.IsHttps(context)))
            return (null, "it is of another browser, or was used already");
        if (state.ExpiresAt <= timeProvider.GetUtcNow())
            return (null, "it is too old");
        return (returnUrls.Accept(state.ReturnUrl, context.Request.PathBase), "its return path is not allowed any more");
    }

    private static partial class Log
    {
        [LoggerMessage(7003, LogLevel.Information, "OL7003: The state of a logout callback was not followed: {Problem}. The user goes to the default page.")]
        public static partial void StateRefused(ILogger logger, string problem);
    }
}
