namespace Okta.Logout.AspNetCore;

/// <summary>How an ASP.NET Core app signs its users out. Issuer and client come from the app's OpenID Connect scheme.</summary>
public sealed class OktaLogoutWebOptions
{
    /// <summary>Gets the OpenID Connect schemes whose users can sign out, each with the cookie scheme that holds its sessions.</summary>
    /// <value>Empty, the default, means every OpenID Connect scheme of the app, with its sign-in scheme.</value>
    public IDictionary<string, string> Schemes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the origin under which browsers know the app.</summary>
    /// <value>
    /// Such as <c>https://app.example.com</c>, without a path. Not set: the origin of each request, which behind a reverse proxy needs the
    /// forwarded-headers middleware. With the path base and <c>/signout/complete</c> it is the URI to register at Okta.
    /// </value>
    public string? PublicOrigin { get; set; }

    /// <summary>Gets or sets how the browser carries the logout request to Okta.</summary>
    /// <value>The default is <see cref="EndSessionMethod.FormPost"/>.</value>
    public EndSessionMethod EndSessionMethod { get; set; } = EndSessionMethod.FormPost;

    /// <summary>Gets or sets where users land when nothing else was asked for, or what was asked for is not allowed.</summary>
    /// <value>A local path below the path base. The default is <c>/</c>. The page has to be public, or it signs users in again.</value>
    public string SignedOutPath { get; set; } = "/";

    /// <summary>Gets other origins that may start a sign-out and to which users may return.</summary>
    /// <value>Exact origins such as <c>https://spa.example.com</c>. Empty by default: only the app itself.</value>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how long a user may take at Okta and still come back to the asked-for page.</summary>
    /// <value>Between one minute and one day. The default is 15 minutes.</value>
    public TimeSpan StateLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets whether the ID token is kept where <c>SaveTokens</c> is off: Okta ends no session without it.</summary>
    /// <value>The default is <see langword="true"/>. It makes the cookie about 2 KB larger.</value>
    public bool KeepIdToken { get; set; } = true;

    /// <summary>Gets or sets what happens to a signed-in request while the revocation list cannot be read.</summary>
    /// <value>The default is <see cref="RevocationCheckFailure.Allow"/>.</value>
    public RevocationCheckFailure OnRevocationCheckFailure { get; set; } = RevocationCheckFailure.Allow;

    /// <summary>Gets how the app takes part in Okta's Single Logout.</summary>
    public FrontChannelLogoutOptions FrontChannelLogout { get; } = new();
}
