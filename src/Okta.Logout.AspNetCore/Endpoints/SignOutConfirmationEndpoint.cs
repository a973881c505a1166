using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>GET /signout</c>: a page with the form that a link, a bookmark or a prefetch cannot press. Ends nothing.</summary>
internal sealed class SignOutConfirmationEndpoint(IOktaLogoutPages pages, ReturnUrlPolicy returnUrls) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("", InvokeAsync).WithDisplayName("Okta.Logout: confirm sign-out");

    private Task InvokeAsync(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        var request = context.Request;
        var asked = request.Query["returnUrl"] is { Count: 1 } values ? values[0] : null;
        return pages.WriteConfirmationAsync(context, request.PathBase + request.Path, returnUrls.Accept(asked, request.PathBase));
    }
}
