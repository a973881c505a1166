using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

internal static class CookieOptionsOfServices
{
    /// <summary>The options of a cookie scheme as the app uses them.</summary>
    public static CookieAuthenticationOptions GetCookieOptions(this IServiceProvider services, string scheme = CookieAuthenticationDefaults.AuthenticationScheme) =>
        services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
}
