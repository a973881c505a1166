using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Maps the sign-out endpoints.</summary>
public static class OktaLogoutEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST</c> and <c>GET</c> of <paramref name="prefix"/>; <c>GET</c> of <paramref name="prefix"/><c>/complete</c>, the URI to register at Okta
    /// as a sign-out redirect URI; and <paramref name="prefix"/><c>/frontchannel</c>, the URI for Okta's Single Logout. All are anonymous, whatever the app's fallback policy says.
    /// </summary>
    /// <param name="endpoints">The app, or a group of its routes.</param>
    /// <param name="prefix">The path of the endpoints.</param>
    /// <returns>A builder for conventions that apply to all of them.</returns>
    /// <exception cref="ArgumentException">An argument is null, or <paramref name="prefix"/> is empty.</exception>
    /// <exception cref="InvalidOperationException"><c>AddOktaLogout</c> was not called.</exception>
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

        // Each endpoint protects itself: an app-wide policy or antiforgery check would only turn users away who have no session any more.
        return group.WithMetadata(new MappedEndpoints.Mark()).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    internal static InvalidOperationException NotAdded() =>
        new("OL6005: The services of Okta.Logout are not registered. Call builder.Services.AddOktaLogout() of the namespace Okta.Logout.AspNetCore.");
}
