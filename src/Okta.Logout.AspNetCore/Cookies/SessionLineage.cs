using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Finds the sign-in at a provider from which a new cookie takes its lineage.</summary>
internal static class SessionLineage
{
    /// <summary>Returns the origin; null if the app issues a session again, or signs in by its own means.</summary>
    public static SessionOrigin? Find(CookieSigningInContext context, SessionRecord? given, RequestSession? current, string? defaultCookie)
    {
        if (given is not null && given.Session.TicketId != current?.Session.TicketId)
            return new(given, SessionTokens.Of(context.Properties, given));
        var request = RequestSessions.Of(context.HttpContext);
        if (request.Remote is { } remote)
            return new(remote.Record, remote.Tokens);
        return request.Came
            .Where(source => source.CookieScheme != context.Scheme.Name && source is { IsAuthenticated: true, MayGoOn: true, Record.HasLineage: true })
            .FirstOrDefault(source => IsConsumed(context, source, defaultCookie)) is { } consumed ? Consume(consumed) : null;
    }

    private static SessionOrigin Consume(RequestSession source)
    {
        source.IsConsumed = true;
        return new(source.Record, source.Tokens);
    }

    /// <summary>
    /// Tells whether the cookie that is issued takes over the sign-in at a provider that another cookie of this request holds. That of a cookie that was only
    /// left over, or that belongs to somebody else, is not taken over.
    /// </summary>
    private static bool IsConsumed(CookieSigningInContext context, RequestSession source, string? defaultCookie)
    {
        if (source.IsDeleted)
            return true;
        if (IsByPassword(context.Principal, source))
            return false;
        if (ReferenceEquals(context.Principal, source.Principal))
            return true;

        // The cookie that says who the user is does not store a sign-in on its way.
        if (source.CookieScheme == defaultCookie)
            return false;
        if (NamesScheme(context.Principal, source.Record.OpenIdConnectScheme))
            return true;
        return IsSame(UserName.IdOf(context.Principal), UserName.IdOf(source.Principal)) || IsSame(UserName.IdOf(context.Principal), source.Session.Subject)
            || IsSame(context.Principal?.Identity?.Name, source.Principal?.Identity?.Name) || IsSame(UserName.EmailOf(context.Principal), source.Session.Email)
            || LeadsHere(context.HttpContext.Request, source.RedirectUri);
    }

    /// <summary>
    /// Tells whether a user has signed in with a password of the app, which ASP.NET Core Identity marks so (RFC 8176). An app may keep the provider's claims,
    /// and Okta says the same of a password there.
    /// </summary>
    public static bool IsByPassword(ClaimsPrincipal? principal, RequestSession source) =>
        HasPassword(principal) && !(source.Record.HasLineage && HasPassword(source.Principal));

    private static bool HasPassword(ClaimsPrincipal? principal) => principal?.HasClaim("amr", "pwd") is true;

    // The items in which ASP.NET Core Identity and IdentityServer keep the scheme of an external sign-in.
    private static bool NamesScheme(ClaimsPrincipal? principal, string? scheme) =>
        scheme is not null && (principal?.HasClaim(ClaimTypes.AuthenticationMethod, scheme) is true || principal?.HasClaim("idp", scheme) is true);

    private static bool IsSame(string? one, string? other) => one is { Length: > 0 } && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // The app takes the external sign-in over at the page to which it returns.
    private static bool LeadsHere(HttpRequest request, string? redirectUri)
    {
        if (redirectUri is null)
            return false;
        var path = Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && !redirectUri.StartsWith('/') ? uri.AbsolutePath : redirectUri.Split('?', '#')[0];
        return path != "/" && string.Equals(path, request.PathBase.ToUriComponent() + request.Path.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
    }
}
