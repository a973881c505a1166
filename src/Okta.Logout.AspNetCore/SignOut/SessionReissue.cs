using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Issues the cookie of a session again, under another ticket id and with the same expiry.</summary>
internal sealed class SessionReissue(IAuthenticationSchemeProvider schemes, CookieReader reader, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions)
{
    public async Task RunAsync(HttpContext context, AuthenticationTicket ticket, SessionRecord record)
    {
        var properties = ticket.Properties.Clone();
        SessionProperties.Write(properties, record);
        RequestSessions.Of(context).ReissuedTicketId = record.Session.TicketId;
        await context.SignInAsync(ticket.AuthenticationScheme, ticket.Principal, properties);

        if (cookieOptions.Get(ticket.AuthenticationScheme).SessionStore is { } store && reader.StoreKeyOf(context, ticket.AuthenticationScheme) is { } key)
            await MoveAsync(context, ticket, properties, store, key);
    }

    // The handler would renew a stored ticket under its old key, which copies of the cookie have, too. Without an old key, it makes a new one.
    private async Task MoveAsync(HttpContext context, AuthenticationTicket ticket, AuthenticationProperties properties, ITicketStore store, string key)
    {
        await store.RemoveAsync(key, context, CancellationToken.None);
        var handler = await new AuthenticationHandlerProvider(schemes).GetHandlerAsync(context, ticket.AuthenticationScheme);
        await ((IAuthenticationSignInHandler)handler!).SignInAsync(ticket.Principal, properties);
    }
}
