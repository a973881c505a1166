namespace Okta.Logout.AspNetCore;

/// <summary>The session that a cookie of this request holds.</summary>
/// <param name="cookieScheme">The cookie's scheme.</param>
/// <param name="session">Its identity.</param>
/// <param name="idToken">Its ID token as it came in: an app that renews its tokens may drop it, and Okta ends no session without it.</param>
internal sealed class RequestSession(string cookieScheme, SessionDescriptor session, string? idToken)
{
    public string CookieScheme { get; } = cookieScheme;

    public SessionDescriptor Session { get; } = session;

    public string? IdToken { get; } = idToken;
}
