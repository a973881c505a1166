using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>What a cookie of this request holds, as it came in: an app may drop the half of it, and a sign-out needs all.</summary>
/// <param name="cookieScheme">The cookie's scheme.</param>
/// <param name="session">Its session; null for a cookie that this library did not mark.</param>
/// <param name="properties">The properties of its ticket.</param>
/// <param name="principal">Its user, in the app's own terms.</param>
internal sealed class RequestSession(string cookieScheme, SessionDescriptor? session, AuthenticationProperties properties, ClaimsPrincipal? principal)
{
    public string CookieScheme { get; } = cookieScheme;

    public SessionDescriptor? Session { get; } = session;

    public string? IdToken { get; } = session is null ? null : KeptIdToken.Read(properties);

    public string? OpenIdConnectScheme { get; } = session is null ? null : SessionProperties.ReadScheme(properties);

    public ClaimsPrincipal? Principal { get; set; } = principal;

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
