using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary><c>GET /signout/session</c>: whether the session of an open page goes on. Asking is no activity of the user, so it renews no cookie.</summary>
internal sealed class SessionStatusEndpoint(SessionStatus status) : IOktaLogoutEndpoint
{
    public void Map(IEndpointRouteBuilder group) => group.MapGet("/session", InvokeAsync)
        .WithDisplayName("Okta.Logout: session of an open page").WithMetadata(new MappedEndpoints.Passive());

    private Task InvokeAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        return status.WriteAsync(context);
    }
}
