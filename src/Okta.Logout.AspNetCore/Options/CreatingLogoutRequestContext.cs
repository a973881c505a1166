using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>A logout request that the browser is about to get: see <see cref="OktaLogoutWebOptions.OnCreatingLogoutRequest"/>.</summary>
public sealed class CreatingLogoutRequestContext
{
    internal CreatingLogoutRequestContext(HttpContext httpContext, string cookieScheme, SessionDescriptor session, ClaimsPrincipal? principal, LogoutRequest request)
    {
        HttpContext = httpContext;
        CookieScheme = cookieScheme;
        Session = session.Copy();
        Principal = principal;
        LogoutHint = request.LogoutHint;
        UiLocales = request.UiLocales;
        AdditionalParameters = request.AdditionalParameters?.ToDictionary(StringComparer.Ordinal) ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>Gets the request that signs out.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>Gets the scheme of the cookie that held the session.</summary>
    public string CookieScheme { get; }

    /// <summary>Gets the session, which has ended in the app.</summary>
    public SessionDescriptor Session { get; }

    /// <summary>Gets the user of the session, as the cookie had it.</summary>
    /// <value><see langword="null"/> if the app's own validation removed the user.</value>
    public ClaimsPrincipal? Principal { get; }

    /// <summary>Gets or sets the <c>logout_hint</c>.</summary>
    public string? LogoutHint { get; set; }

    /// <summary>Gets or sets the <c>ui_locales</c>: BCP 47 language tags, separated by spaces.</summary>
    public string? UiLocales { get; set; }

    /// <summary>Gets the parameters that have no property here.</summary>
    /// <value>No name or value is empty. Parameters that the library sets, such as <c>state</c>, and client credentials are not allowed.</value>
    public IDictionary<string, string> AdditionalParameters { get; }
}
