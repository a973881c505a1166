using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Revocations live as long as the longest session cookie, unless the app says otherwise.</summary>
internal sealed class SessionTerminationOptionsFromCookies(IServiceProvider services) : IPostConfigureOptions<SessionTerminationOptions>
{
    public void PostConfigure(string? name, SessionTerminationOptions options)
    {
        if (options.RevocationLifetime is not null)
            return;
        var cookies = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        var schemes = services.GetRequiredService<OktaLogoutSchemes>().GetAsync().AsTask().GetAwaiter().GetResult();
        options.RevocationLifetime = schemes.Max(scheme => cookies.Get(scheme.Cookie).ExpireTimeSpan);
    }
}
