using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// <c>GET /signout/continue</c>: continues a sign-out that needs another page load, because a library has taken the form over, or because another provider
/// is next. Works once, and for a page load only, because nothing that a script fetches may contain an ID token.
/// </summary>
internal sealed class SignOutContinueEndpoint(PendingSignOutCookie pendingCookie, SignOutBrowserResponse response, ReturnUrls returnUrls) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("/continue", InvokeAsync)
        .WithDisplayName("Okta.Logout: continue sign-out").WithName(PublicAddress.ContinueEndpointName);

    private Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        if (SignOutClient.IsPrefetch(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        if (SignOutClient.KindOf(context.Request) is not SignOutClientKind.Browser)
            return LinkPages.WriteReloadAsync(context);
        if (pendingCookie.Consume(context) is { } pending)
            return response.WriteAsync(context, pending);
        SignOutBrowserResponse.SeeOther(context, returnUrls.Default(context));
        return Task.CompletedTask;
    }
}
