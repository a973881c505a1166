using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Revocations are kept for as long as the longest session cookie or access token lives, unless the app sets another time.</summary>
internal sealed class SessionTerminationOptionsFromCookies(IServiceProvider services) : IPostConfigureOptions<SessionTerminationOptions>
{
    // Entries of the list live at least as long as this, even if all cookies live shorter.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    // The default of ASP.NET Core's cookies.
    private static readonly TimeSpan Usual = TimeSpan.FromDays(14);

    // Okta issues no access token that lives longer.
    private static readonly TimeSpan ShortestOfApi = TimeSpan.FromDays(1);

    public void PostConfigure(string? name, SessionTerminationOptions options)
    {
        if (options.RevocationLifetime is not null)
            return;
        var cookies = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        var longest = services.GetRequiredService<OktaLogoutSchemes>().CookiesAsync().AsTask().GetAwaiter().GetResult()
            .Select(scheme => LifetimeOf(cookies, scheme)).DefaultIfEmpty(Usual).Max();
        var shortest = services.GetRequiredService<AccessTokenSchemes>().All().Count > 0 ? ShortestOfApi : Shortest;
        options.RevocationLifetime = longest > shortest ? longest : shortest;
    }

    private static TimeSpan LifetimeOf(IOptionsMonitor<CookieAuthenticationOptions> cookies, string scheme)
    {
        try
        {
            return cookies.Get(scheme).ExpireTimeSpan;
        }
        catch (Exception)
        {
            // Options of the app that need a request. A cookie of a longer lifetime is limited when it is issued.
            return Usual;
        }
    }
}
