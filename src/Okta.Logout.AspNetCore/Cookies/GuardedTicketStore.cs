using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// The app's ticket store. The cookie handler removes a ticket before it raises its sign-out event: where the removal fails or hangs, the event never
/// comes, and the session would live on.
/// </summary>
internal sealed class GuardedTicketStore(ITicketStore inner, string cookieScheme, CookieGuard guard) : ITicketStore
{
    public Task<string> StoreAsync(AuthenticationTicket ticket) => inner.StoreAsync(ticket);

    public Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken) => inner.StoreAsync(ticket, cancellationToken);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        inner.StoreAsync(ticket, httpContext, cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) => inner.RenewAsync(key, ticket);

    public Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken) => inner.RenewAsync(key, ticket, cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        inner.RenewAsync(key, ticket, httpContext, cancellationToken);

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => inner.RetrieveAsync(key);

    public Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken) => inner.RetrieveAsync(key, cancellationToken);

    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        inner.RetrieveAsync(key, httpContext, cancellationToken);

    public Task RemoveAsync(string key) => inner.RemoveAsync(key);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => inner.RemoveAsync(key, cancellationToken);

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            await guard.BoundAsync(token => inner.RemoveAsync(key, httpContext, token), cancellationToken);
        }
        catch
        {
            await guard.EndKnownAsync(httpContext, cookieScheme);
            throw;
        }
    }
}
