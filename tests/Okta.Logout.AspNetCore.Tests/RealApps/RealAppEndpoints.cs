using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Endpoints that many of these apps have.</summary>
internal static class RealAppEndpoints
{
    /// <summary>Sends the browser to the provider of a scheme.</summary>
    public static void MapChallenge(this IEndpointRouteBuilder endpoints, string path, string scheme, string returnUrl = "/") =>
        endpoints.MapGet(path, () => TypedResults.Challenge(new() { RedirectUri = returnUrl }, [scheme]));

    /// <summary>Whether the cookie of a scheme that is not the default one is accepted.</summary>
    public static void MapIsSignedIn(this IEndpointRouteBuilder endpoints, string path, string scheme) =>
        endpoints.MapGet(path, async (HttpContext context) =>
            (await context.AuthenticateAsync(scheme)).Succeeded ? Results.Ok() : Results.StatusCode(StatusCodes.Status401Unauthorized));
}
