using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Binds a state to the browser, and to one use: the cookie's name carries the nonce, and the callback deletes it.</summary>
internal static class CorrelationCookie
{
    private const string Prefix = ".Okta.Logout.";

    public static void Write(HttpContext context, LogoutState state, string callbackPath, bool secure, TimeSpan lifetime)
    {
        var cookie = Options(callbackPath, secure);
        cookie.MaxAge = lifetime;
        context.Response.Cookies.Append(Prefix + state.Nonce, "1", cookie);
    }

    /// <summary>Deletes the cookie, with the path that it was written with, and tells whether it was there.</summary>
    public static bool Take(HttpContext context, LogoutState state, string callbackPath, bool secure)
    {
        var name = Prefix + state.Nonce;
        if (!context.Request.Cookies.ContainsKey(name))
            return false;
        context.Response.Cookies.Delete(name, Options(callbackPath, secure));
        return true;
    }

    // Lax: Okta's redirect is a navigation from another site.
    private static CookieOptions Options(string path, bool secure) =>
        new() { Path = path, HttpOnly = true, IsEssential = true, Secure = secure, SameSite = SameSiteMode.Lax };
}
