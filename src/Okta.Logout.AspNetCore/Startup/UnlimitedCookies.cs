using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Warns of cookies that take no part, and so may outlive the limits that the app has set for its sessions.</summary>
internal sealed partial class UnlimitedCookies(
    OptionsAtStart optionsAtStart, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions, IOptions<OktaLogoutWebOptions> options, ILogger<UnlimitedCookies> logger)
{
    public void Check()
    {
        var limit = Shorter(options.Value.AbsoluteLifetime, options.Value.IdleTimeout);
        foreach (var scheme in options.Value.ExcludedCookieSchemes.Where(scheme => scheme != IdentityConstants.TwoFactorRememberMeScheme))
            optionsAtStart.Check(scheme, () => Check(scheme, limit));
    }

    private void Check(string scheme, TimeSpan? limit)
    {
        if (cookieOptions.Get(scheme).ExpireTimeSpan is var lifetime && lifetime > limit)
            Log.NotLimited(logger, scheme, lifetime);
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one < other ? one : other ?? one;

    private static partial class Log
    {
        [LoggerMessage(6026, LogLevel.Warning, "OL6026: The cookie scheme {Scheme} is one of the ExcludedCookieSchemes, so neither AbsoluteLifetime nor IdleTimeout limits its sessions: they may last {Lifetime}, or longer if the cookie slides. Let the scheme take part, or shorten its ExpireTimeSpan.")]
        public static partial void NotLimited(ILogger logger, string scheme, TimeSpan lifetime);
    }
}
