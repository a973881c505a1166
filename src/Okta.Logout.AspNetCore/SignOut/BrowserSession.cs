using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>One signed-in session of this browser: read before anything is ended.</summary>
/// <param name="cookieScheme">The cookie scheme that holds it.</param>
/// <param name="openIdConnectScheme">The OpenID Connect scheme that began it: which Okta it belongs to. Null for a scheme that takes no part.</param>
/// <param name="properties">The ticket's properties.</param>
internal sealed class BrowserSession(string cookieScheme, string? openIdConnectScheme, AuthenticationProperties properties)
{
    public string CookieScheme { get; } = cookieScheme;

    public string? OpenIdConnectScheme { get; } = openIdConnectScheme;

    public string? IdToken { get; } = KeptIdToken.Read(properties);

    public string? RefreshToken { get; } = properties.GetTokenValue("refresh_token");

    public string? AccessToken { get; } = properties.GetTokenValue("access_token");

    /// <summary>A session that began before this library was added has no identity yet: what its ID token says has to do.</summary>
    public SessionDescriptor Session { get; } =
        SessionProperties.Read(properties) ?? SessionDescriptor.FromIdToken(KeptIdToken.Read(properties)) ?? new SessionDescriptor();
}
