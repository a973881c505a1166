using System.Text;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Binds a state to the browser, and to one use: the name of the cookie contains the nonce, and the callback deletes the cookie. Its value is the protected
/// return URL, because servers that allow a query of 2,048 characters would refuse a long one in <c>state</c>.
/// </summary>
internal sealed class CorrelationCookie(TextProtector protector, PublicAddress publicAddress)
{
    private const string Prefix = ".Okta.Logout.";
    private const string Purpose = "Okta.Logout.AspNetCore.ReturnUrl.v1.";

    public void Write(HttpContext context, LogoutState state, string returnUrl, TimeSpan lifetime)
    {
        if (publicAddress.CallbackPath(context) is not { } path || protector.Protect(Purpose + state.Nonce, Encoding.UTF8.GetBytes(returnUrl)) is not { } value)
            return;
        var cookie = Options(context, path);
        cookie.MaxAge = lifetime;
        context.Response.Cookies.Append(Prefix + state.Nonce, value, cookie);
    }

    /// <summary>Deletes the cookie, with the path with which it was written, and returns its return URL; null if there is no such cookie.</summary>
    public string? Consume(HttpContext context, LogoutState state)
    {
        var name = Prefix + state.Nonce;
        if (!context.Request.Cookies.TryGetValue(name, out var value) || publicAddress.CallbackPath(context) is not { } path)
            return null;
        context.Response.Cookies.Delete(name, Options(context, path));
        return protector.Unprotect(Purpose + state.Nonce, value) is { } returnUrl ? Encoding.UTF8.GetString(returnUrl) : null;
    }

    // Lax, because Okta's redirect is a navigation from another site.
    private CookieOptions Options(HttpContext context, string path) =>
        new() { Path = path, HttpOnly = true, IsEssential = true, Secure = publicAddress.IsHttps(context), SameSite = SameSiteMode.Lax };
}
