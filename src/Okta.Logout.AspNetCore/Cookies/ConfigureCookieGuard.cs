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
        options.Events = new GuardedCookieEvents(services.GetRequiredService<CookieGuard>(), options.Events, options.EventsType);
        options.EventsType = null;
    }
}
