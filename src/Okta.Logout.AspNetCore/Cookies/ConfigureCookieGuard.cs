using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Puts the guard in front of the cookie events that the app configured.</summary>
internal sealed class ConfigureCookieGuard(IServiceProvider services) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        // Resolved here, not injected: the guard's own services read authentication options.
        var guard = services.GetRequiredService<CookieGuard>();
        options.Events = new GuardedCookieEvents(guard, options.Events, options.EventsType);
        options.EventsType = null;
        if (name is not null && options.SessionStore is { } store)
            options.SessionStore = new GuardedTicketStore(store, name, guard);
    }
}
