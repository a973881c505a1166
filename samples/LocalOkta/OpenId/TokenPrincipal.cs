using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LocalOkta;

/// <summary>The claims of a session in tokens, as Okta names them.</summary>
internal static class TokenPrincipal
{
    public static ClaimsPrincipal Create(BrowserSession session, ImmutableArray<string> scopes)
    {
        var methods = new Claim(Claims.AuthenticationMethodReference, """["pwd"]""", JsonClaimValueTypes.JsonArray);
        var identity = new ClaimsIdentity([methods], "LocalOkta", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, session.User.Id)
            .SetClaim(SessionClaims.UserId, session.User.Id)
            .SetClaim(SessionClaims.Version, 1L)
            .SetClaim(SessionClaims.Sid, session.Sid)
            .SetClaim(Claims.AuthenticationTime, session.Started.ToUnixTimeSeconds())
            .SetClaim(Claims.Name, session.User.Name)
            .SetClaim(Claims.GivenName, session.User.GivenName)
            .SetClaim(Claims.FamilyName, session.User.FamilyName)
            .SetClaim(Claims.PreferredUsername, session.User.Email)
            .SetClaim(Claims.Email, session.User.Email)
            .SetClaim(Claims.EmailVerified, true)
            .SetScopes(scopes)
            .SetResources("api://default")
            .SetDestinations(claim => DestinationsOf(claim.Type, scopes));
        return new ClaimsPrincipal(identity);
    }

    // The access token has the claims for the userinfo endpoint, and the id of the user; only the ID token names the session.
    private static IEnumerable<string> DestinationsOf(string type, ImmutableArray<string> scopes) => type switch
    {
        SessionClaims.UserId => [Destinations.AccessToken],
        SessionClaims.Sid or Claims.AuthenticationMethodReference => [Destinations.IdentityToken],
        Claims.Name or Claims.GivenName or Claims.FamilyName or Claims.PreferredUsername when !scopes.Contains(Scopes.Profile) => [],
        Claims.Email or Claims.EmailVerified when !scopes.Contains(Scopes.Email) => [],
        _ => [Destinations.IdentityToken, Destinations.AccessToken],
    };
}
