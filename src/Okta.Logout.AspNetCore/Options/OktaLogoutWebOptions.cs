using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Okta.Logout.AspNetCore;

/// <summary>How an ASP.NET Core app signs its users out. Issuer and client come from the app's OpenID Connect scheme.</summary>
public sealed class OktaLogoutWebOptions
{
    /// <summary>Gets the OpenID Connect schemes whose users can sign out, each with the cookie scheme that holds its sessions.</summary>
    /// <value>Empty, the default, means every OpenID Connect scheme of the app, with its sign-in scheme.</value>
    public IDictionary<string, string> Schemes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the origin of the app as browsers see it.</summary>
    /// <value>
    /// Such as <c>https://app.example.com</c>, without a path. If it is not set, the origin of each request is used, which behind a reverse proxy needs the
    /// forwarded-headers middleware. With the path base and <c>/signout/complete</c> it is the URI to register at Okta.
    /// </value>
    public string? PublicOrigin { get; set; }

    /// <summary>Gets or sets how the browser carries the logout request to Okta.</summary>
    /// <value>The default is <see cref="EndSessionMethod.FormPost"/>.</value>
    public EndSessionMethod EndSessionMethod { get; set; } = EndSessionMethod.FormPost;

    /// <summary>Gets or sets where users go if no return URL was given, or if it is not allowed.</summary>
    /// <value>A local path below the path base. The default is <c>/</c>. The page has to be public; otherwise it signs users in again.</value>
    public string SignedOutPath { get; set; } = "/";

    /// <summary>Gets other origins that may start a sign-out and to which users may return.</summary>
    /// <value>Exact origins such as <c>https://spa.example.com</c>. Empty by default: only the app itself.</value>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how long a user may stay at Okta and still come back to the return URL.</summary>
    /// <value>Between one minute and one day. The default is 15 minutes.</value>
    public TimeSpan StateLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets whether the ID token is kept even if <c>SaveTokens</c> is off: without it, Okta ends no session.</summary>
    /// <value>The default is <see langword="true"/>. It makes the cookie about 2 KB larger.</value>
    public bool KeepIdToken { get; set; } = true;

    /// <summary>Gets or sets what happens to a signed-in request while the revocation list cannot be read.</summary>
    /// <value>The default is <see cref="RevocationCheckFailure.Allow"/>.</value>
    public RevocationCheckFailure OnRevocationCheckFailure { get; set; } = RevocationCheckFailure.Allow;

    /// <summary>Gets the cookie schemes that do not take part: their cookies are not checked, and a sign-out does not end them.</summary>
    /// <value>
    /// By default <c>Identity.TwoFactorRememberMe</c>, the remembered device of ASP.NET Core Identity, which is not a session. Every other cookie scheme of the
    /// app takes part.
    /// </value>
    public ISet<string> ExcludedCookieSchemes { get; } = new HashSet<string>(StringComparer.Ordinal) { IdentityConstants.TwoFactorRememberMeScheme };

    /// <summary>Gets or sets what happens to session cookies without a record of this library.</summary>
    /// <value>The default is <see cref="UnmarkedCookiePolicy.Adopt"/>: nobody is signed out when the library is added.</value>
    public UnmarkedCookiePolicy UnmarkedCookies { get; set; } = UnmarkedCookiePolicy.Adopt;

    /// <summary>Gets or sets whether the refresh token is kept for sign-out if the app saves tokens (<c>SaveTokens</c>), but issues the cookie in a way that drops them.</summary>
    /// <value>The default is <see langword="true"/>. ASP.NET Core Identity drops it: without this option, sign-out cannot revoke it.</value>
    public bool KeepRefreshToken { get; set; } = true;

    /// <summary>Gets or sets whether a sign-out sends the ID token of an ended or expired session to Okta as well.</summary>
    /// <value>
    /// The default is <see langword="true"/>: "sign out" also ends the Okta session if the app's session has already ended. When <see langword="false"/>, only
    /// the ID tokens of live sessions are sent, so that whoever stole the cookie of an ended session cannot learn its ID token from the response.
    /// </value>
    public bool UseHintsOfEndedSessions { get; set; } = true;

    /// <summary>Gets how the app takes part in Okta's Single Logout.</summary>
    public FrontChannelLogoutOptions FrontChannelLogout { get; } = new();

    /// <summary>Gets or sets the scope of sign-outs that do not set one themselves, such as <c>POST /signout</c>.</summary>
    /// <value>The default is <see cref="SignOutScope.AppAndOkta"/>.</value>
    public SignOutScope SignOutScope { get; set; } = SignOutScope.AppAndOkta;

    /// <summary>Gets or sets the <c>ui_locales</c> of logout requests.</summary>
    /// <value>BCP 47 language tags, separated by spaces, the preferred one first. If it is not set, none is sent.</value>
    public string? UiLocales { get; set; }

    /// <summary>Gets further parameters of every logout request.</summary>
    /// <value>
    /// No name or value may be empty. Parameters that the library sets, such as <c>state</c>, and client credentials are not allowed. Empty by default.
    /// </value>
    public IDictionary<string, string> AdditionalLogoutParameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets whether the next sign-in after a sign-out asks for credentials, even if the Okta session is open, so that users can switch accounts.</summary>
    /// <value>
    /// The default is <see langword="false"/>. The next challenge of the OpenID Connect scheme that began the session has <c>prompt=login</c>, once, in the same
    /// browser and within <see cref="StateLifetime"/>.
    /// </value>
    public bool PromptAtNextSignIn { get; set; }

    /// <summary>Gets or sets a function that adds parameters to a logout request before the browser gets it.</summary>
    /// <value>
    /// Called once for each logout request, after the session has ended in the app. It may take as long as <see cref="SessionTerminationOptions.TerminatorTimeout"/>.
    /// If it fails, the request is sent without its parameters, and the receipt says so. The event <c>OnRedirectToIdentityProviderForSignOut</c> of the OpenID
    /// Connect handler is not called.
    /// </value>
    public Func<CreatingLogoutRequestContext, Task>? OnCreatingLogoutRequest { get; set; }

    /// <summary>Gets or sets whether the OpenID Connect handler still signs users out at its own <c>RemoteSignOutPath</c>, by default <c>/signout-oidc</c>.</summary>
    /// <value>
    /// The default is <see langword="false"/>: the path is closed for the schemes that take part, because a page of any site can load it, and the handler ends
    /// the session of a user whose ID token has no <c>sid</c>. <c>/signout/frontchannel</c> takes its place (OpenID Connect Front-Channel Logout 1.0).
    /// </value>
    public bool KeepRemoteSignOutPath { get; set; }

    /// <summary>Gets or sets the path base of the app as browsers see it and as it is registered at Okta.</summary>
    /// <value>
    /// Such as <c>/portal</c>, percent-encoded, without a slash at the end; empty for none. If it is not set, the path base of each request is used, in the case in
    /// which it is configured in IIS, or in which Okta has last returned a sign-in to it. Set it if a proxy removes the path, and to see it in the line that the app logs
    /// at start.
    /// </value>
    public string? PublicPathBase { get; set; }

    /// <summary>Gets or sets whether responses to signed-in users get <c>Cache-Control: no-store</c>, so that no cache shows them after the sign-out.</summary>
    /// <value>
    /// The default is <see langword="false"/>. A response for which the app sets <c>Cache-Control</c> itself stays as it is. Chrome may keep a page for the back button
    /// all the same: the script for open pages makes it leave.
    /// </value>
    public bool NoStoreForSignedInUsers { get; set; }

    /// <summary>Gets what the browser is told to clear at the end of a sign-out, by the header <c>Clear-Site-Data</c> (W3C Clear Site Data, section 3.1).</summary>
    /// <value>
    /// Any of <c>cache</c>, <c>clientHints</c>, <c>cookies</c>, <c>prefetchCache</c>, <c>prerenderCache</c> and <c>storage</c>; empty by default. <c>cookies</c> also
    /// clears those of other apps below the same registrable domain, <c>storage</c> also removes service workers, and <c>cache</c> can take Chrome
    /// seconds to minutes, while the user waits. Browsers ignore the header on plain http. It is sent with the redirect to the return URL, after Okta.
    /// </value>
    public ISet<string> ClearSiteData { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets or sets how long a session may last after its sign-in, whether it is used or not.</summary>
    /// <value>
    /// At least one second; not set by default: the session lasts as long as its cookie. It counts from the sign-in at Okta, also if the cookie slides. The
    /// <c>session_expiry</c> claim of an ID token ends a session as well, with or without this option (OpenID IPSIE SL1 profile).
    /// </value>
    public TimeSpan? AbsoluteLifetime { get; set; }

    /// <summary>Gets or sets how long a session may go unused.</summary>
    /// <value>
    /// At least one second; not set by default. The last use is noted in the cookie, not at each request, so that a session ends up to a tenth, at most a
    /// minute, early. Open connections are not cut by it: they end with the first request that finds the session idle.
    /// </value>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Gets or sets a function that tells whether a request is a use of its session, which keeps it from <see cref="IdleTimeout"/>.</summary>
    /// <value>
    /// Not set by default: every request is, except those to the endpoints of this library. Exclude what pages ask for by themselves, such as a status that is polled.
    /// </value>
    public Func<HttpContext, bool>? IsActivity { get; set; }
}
