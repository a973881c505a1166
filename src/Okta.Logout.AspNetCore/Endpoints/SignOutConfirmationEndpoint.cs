using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>GET /signout</c>: a page with a form that the user has to submit. It ends nothing, so a link, a bookmark or a prefetch may load it.</summary>
internal sealed class SignOutConfirmationEndpoint(SignOutConfirmation confirmation) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("", InvokeAsync).WithDisplayName("Okta.Logout: confirm sign-out");

    private Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        return confirmation.WriteAsync(context, context.Request.Query["returnUrl"] is { Count: 1 } values ? values[0] : null);
    }
}
