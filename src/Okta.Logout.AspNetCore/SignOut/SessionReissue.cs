using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Issues the cookie of a session anew, with another identity and the same expiry.</summary>
internal sealed class SessionReissue(IAuthenticationSchemeProvider schemes, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions)
{
    /// <summary>Where the cookie handler keeps the key of a ticket in the app's ticket store.</summary>
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public async Task RunAsync(HttpContext context, AuthenticationTicket ticket, SessionDescriptor session)
    {
        var properties = ticket.Properties.Clone();
        _ = SessionProperties.Read(properties, out var scheme);
        SessionProperties.Write(properties, session, scheme);
        await context.SignInAsync(ticket.AuthenticationScheme, ticket.Principal, properties);

        var options = cookieOptions.Get(ticket.AuthenticationScheme);
        if (options.SessionStore is { } store && KeyOf(context, options) is { } key)
            await MoveAsync(context, ticket, properties, store, key);
    }

    // The handler renews a stored ticket under its old key, which a copy of the cookie names too. One that knows of no old key makes a new one.
    private async Task MoveAsync(HttpContext context, AuthenticationTicket ticket, AuthenticationProperties properties, ITicketStore store, string key)
    {
        await store.RemoveAsync(key, context, CancellationToken.None);
        var handler = await new AuthenticationHandlerProvider(schemes).GetHandlerAsync(context, ticket.AuthenticationScheme);
        await ((IAuthenticationSignInHandler)handler!).SignInAsync(ticket.Principal, properties);
    }

    private static string? KeyOf(HttpContext context, CookieAuthenticationOptions options) =>
        options.CookieManager.GetRequestCookie(context, options.Cookie.Name!) is { } cookie
            ? options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(KeyClaim)?.Value
            : null;
}
