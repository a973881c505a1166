using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Revocations are kept for as long as the longest session cookie or access token lives, unless the app sets another time.</summary>
internal sealed class SessionTerminationOptionsFromCookies(IServiceProvider services) : IPostConfigureOptions<SessionTerminationOptions>
{
    // Entries of the list live at least as long as this, even if all cookies live shorter.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    // Okta issues no access token that lives longer.
    private static readonly TimeSpan ShortestOfApi = TimeSpan.FromDays(1);

    public void PostConfigure(string? name, SessionTerminationOptions options)
    {
        if (options.RevocationLifetime is not null)
            return;
        var cookies = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        var longest = services.GetRequiredService<OktaLogoutSchemes>().CookiesAsync().AsTask().GetAwaiter().GetResult()
            .Select(scheme => cookies.Get(scheme).ExpireTimeSpan).DefaultIfEmpty(TimeSpan.FromDays(14)).Max();
        var shortest = services.GetRequiredService<AccessTokenSchemes>().All().Count > 0 ? ShortestOfApi : Shortest;
        options.RevocationLifetime = longest > shortest ? longest : shortest;
    }
}
