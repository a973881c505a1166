using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Detects a sign-in that replaces the cookie of another app. Browsers share cookies between the ports of a host, so two apps on a developer's machine may
/// sign each other out.
/// </summary>
internal sealed partial class ForeignCookies(LogThrottle throttle, ILogger<ForeignCookies> logger)
{
    public void Check(CookieSigningInContext context)
    {
        if (!IsLoopback(context.Request.Host.Host) || !CookieReader.IsUnreadable(context.HttpContext, context.Options))
            return;
        if (throttle.Allows(nameof(ForeignCookies), "OL6126", out var suppressed))
            Log.Replaced(logger, context.Options.Cookie.Name!, context.Scheme.Name, suppressed);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    private static partial class Log
    {
        [LoggerMessage(6126, LogLevel.Warning, "OL6126: A sign-in replaces a cookie named {Cookie} that this app cannot read. If another app on this machine has issued it, the two sign each other out, because browsers share cookies between ports. Give each app a cookie name of its own: set Cookie.Name of the scheme {Scheme}. Similar events since the previous line: {Suppressed}.")]
        public static partial void Replaced(ILogger logger, string cookie, string scheme, int suppressed);
    }
}
