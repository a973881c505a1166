using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Wraps the app's ticket store. The cookie handler removes a ticket before it raises its sign-out event, so if the removal fails or hangs, the event would
/// never come, and the session would go on. A ticket that could not be read at a sign-out is refused by its key.
/// </summary>
internal sealed class GuardedTicketStore(ITicketStore inner, string cookieScheme, IServiceProvider services) : ITicketStore
{
    /// <summary>Gets the app's own store.</summary>
    public ITicketStore Inner => inner;

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

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var tombstone = SessionDescriptor.ForTicket(StoreKeyTombstone.TicketIdOf(key));
        if (await services.GetRequiredService<RevocationCheck>().RunAsync(tombstone) is SessionCheck.Ended)
            return null;
        return services.GetRequiredService<MappedEndpoints>().IsSignOut(httpContext)
            ? await RetrieveForSignOutAsync(key, httpContext, cancellationToken)
            : await inner.RetrieveAsync(key, httpContext, cancellationToken);
    }

    // Otherwise the authentication middleware would respond with 500, or hang, before a sign-out begins. A sign-out reads the cookie itself and reports what failed.
    private async Task<AuthenticationTicket?> RetrieveForSignOutAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            AuthenticationTicket? ticket = null;
            await services.GetRequiredService<StepTime>().LimitAsync(async token => ticket = await inner.RetrieveAsync(key, httpContext, token), cancellationToken);
            return ticket;
        }
        catch (Exception)
        {
            return null;
        }
    }

    public Task RemoveAsync(string key) => inner.RemoveAsync(key);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => inner.RemoveAsync(key, cancellationToken);

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<StepTime>().LimitAsync(token => inner.RemoveAsync(key, httpContext, token), cancellationToken);
        }
        catch
        {
            await services.GetRequiredService<EndedCookies>().EndKnownAsync(httpContext, cookieScheme);
            throw;
        }
    }
}
