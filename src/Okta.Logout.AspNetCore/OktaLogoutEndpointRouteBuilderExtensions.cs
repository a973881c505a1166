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
    /// Maps <c>POST</c> and <c>GET</c> of <paramref name="prefix"/>, and <c>GET</c> of <paramref name="prefix"/><c>/complete</c>: the URI to register at Okta
    /// as a sign-out redirect URI. All are anonymous, whatever the app's fallback policy says.
    /// </summary>
    /// <param name="endpoints">The app, or a group of its routes.</param>
    /// <param name="prefix">The path of the endpoints.</param>
    /// <returns>A builder for conventions that apply to all of them.</returns>
    /// <exception cref="InvalidOperationException"><c>AddOktaLogout</c> was not called.</exception>
    public static IEndpointConventionBuilder MapOktaLogout(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/signout")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (endpoints.ServiceProvider.GetService<SignOutEndpoint>() is null)
            throw NotAdded();

        var group = endpoints.MapGroup(prefix);
        group.MapPost("", SignOutEndpoint.HandleAsync).WithDisplayName("Okta.Logout: sign out");
        group.MapGet("", SignOutConfirmationEndpoint.HandleAsync).WithDisplayName("Okta.Logout: confirm sign-out");
        group.MapGet("/complete", SignedOutCallbackEndpoint.HandleAsync).WithDisplayName("Okta.Logout: signed out")
            .WithName(PublicAddress.CallbackEndpointName);

        // The POST protects itself: an app-wide policy or antiforgery check would only turn users away who have no session any more.
        return group.AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    internal static InvalidOperationException NotAdded() =>
        new("OL6005: The services of Okta.Logout are not registered. Call builder.Services.AddOktaLogout() of the namespace Okta.Logout.AspNetCore.");
}
