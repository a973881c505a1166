using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>What a cookie of this request holds, as it came in: an app may drop the half of it, and a sign-out needs all.</summary>
internal sealed class RequestSession
{
    public RequestSession(string cookieScheme, AuthenticationProperties properties, ClaimsPrincipal? principal)
    {
        CookieScheme = cookieScheme;
        Principal = principal;
        Session = SessionProperties.Read(properties, out var openIdConnectScheme);
        if (Session is null)
            return;
        OpenIdConnectScheme = openIdConnectScheme;
        IdToken = KeptIdToken.Read(properties);
    }

    public string CookieScheme { get; }

    /// <summary>Gets its session; null for a cookie that this library did not mark.</summary>
    public SessionDescriptor? Session { get; }

    public string? IdToken { get; }

    /// <summary>Gets the OpenID Connect scheme that began the session.</summary>
    public string? OpenIdConnectScheme { get; }

    /// <summary>Gets or sets its user, in the app's own terms.</summary>
    public ClaimsPrincipal? Principal { get; set; }

    /// <summary>Signed out in this request, or refused because it was elsewhere.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether it lives, and is of this user. Users without any name for them are taken for the same: their session ends rather once too often.</summary>
    public bool IsOf(ClaimsPrincipal? user)
    {
        if (Session is null || HasEnded)
            return false;
        if (SubjectOf(Principal) is { } subject && SubjectOf(user) is { } otherSubject)
            return subject == otherSubject;
        return Principal?.Identity?.Name is not { } name || user?.Identity?.Name is not { } otherName || name == otherName;
    }

    private static string? SubjectOf(ClaimsPrincipal? user) => user?.FindFirst("sub")?.Value ?? user?.FindFirst(ClaimTypes.NameIdentifier)?.Value;
}
