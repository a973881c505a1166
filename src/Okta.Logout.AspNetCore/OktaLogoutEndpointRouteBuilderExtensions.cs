using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the sign-out endpoints.</summary>
public static class OktaLogoutEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST</c> and <c>GET</c> of <paramref name="prefix"/>; <c>GET</c> of <paramref name="prefix"/><c>/complete</c>, the URI to register at Okta
    /// as a sign-out redirect URI; <c>GET</c> of <paramref name="prefix"/><c>/continue</c>, where a sign-out of a script, htmx, Turbo or Blazor goes on;
    /// <paramref name="prefix"/><c>/session</c>, <c>/session/events</c> and <c>/okta-logout-1.js</c>, for open pages; and
    /// <paramref name="prefix"/><c>/frontchannel</c>, the URI for Okta's Single Logout.
    /// </summary>
    /// <param name="endpoints">The app, or a group of its routes.</param>
    /// <param name="prefix">The path of the endpoints.</param>
    /// <returns>A builder for conventions that apply to all of them.</returns>
    /// <exception cref="ArgumentException">An argument is null, or <paramref name="prefix"/> is empty.</exception>
    /// <exception cref="InvalidOperationException"><c>AddOktaLogout</c> was not called.</exception>
    /// <remarks>
    /// Rules that the app applies to all requests do not apply to them: they are anonymous, need no antiforgery token, and are excluded from output caching, request
    /// timeouts and rate limits.
    /// </remarks>
    public static IEndpointConventionBuilder MapOktaLogout(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/signout")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        IOktaLogoutEndpoint[] all = [.. endpoints.ServiceProvider.GetServices<IOktaLogoutEndpoint>()];
        if (all.Length == 0)
            throw NotAdded();

        var group = endpoints.MapGroup(prefix);
        foreach (var endpoint in all)
            endpoint.Map(group);

        // Each endpoint protects itself. Rules that the app has for all requests would turn away users whose session has ended, interrupt sign-outs, or show
        // a cached page of another browser.
        return group.WithMetadata(new MappedEndpoints.Mark(), new OutputCacheAttribute { NoStore = true })
            .AllowAnonymous().DisableAntiforgery().DisableRateLimiting().DisableRequestTimeout().ExcludeFromDescription();
    }

    internal static InvalidOperationException NotAdded() =>
        new InvalidOperationException("OL6005: The services of Okta.Logout are not registered. Call builder.Services.AddOktaLogout().").WithHelpLink();
}
