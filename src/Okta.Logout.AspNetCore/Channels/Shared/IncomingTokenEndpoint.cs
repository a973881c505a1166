using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore;

/// <summary>An endpoint for servers that authenticate by a signed token: hands the request to its handler, and writes the response, without a cookie.</summary>
internal abstract class IncomingTokenEndpoint(string name, IncomingLogoutHandler handler) : IOktaLogoutEndpoint
{
    public abstract void Map(IEndpointRouteBuilder group);

    // All methods: the 405 of routing is subject to the app's fallback policy, and may become a redirect to a login page.
    protected void Map(IEndpointRouteBuilder group, string path, AddressToRegister address) =>
        group.Map(path, InvokeAsync).WithDisplayName($"Okta.Logout: {name}").WithMetadata(address);

    private async Task InvokeAsync(HttpContext context)
    {
        NoResponseCookies.Apply(context);
        var response = await handler.HandleAsync(IncomingRequest.Of(context), context.RequestAborted);
        context.Response.StatusCode = response.StatusCode;
        foreach (var (header, value) in response.Headers)
            context.Response.Headers[header] = value;
        if (response.Body is not null)
            await context.Response.WriteAsync(response.Body, CancellationToken.None);
    }
}
