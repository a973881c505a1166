using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps every cookie from outliving its entry on the revocation list, because it would work again then.</summary>
internal sealed partial class CookieLifetime(IOptions<SessionTerminationOptions> options, SessionLimits limits, TimeProvider timeProvider, ILogger<CookieLifetime> logger)
{
    // Not zero, because ticket stores throw for an expiry in the past. Every entry of the revocation list lives at least as long.
    private static readonly TimeSpan LifetimeOfEnded = TimeSpan.FromMinutes(1);

    /// <summary>Tells whether a cookie is older than any entry of the revocation list, whatever its own expiry.</summary>
    public bool IsOver(AuthenticationProperties properties) => IsOver(properties.IssuedUtc, properties.ExpiresUtc);

    /// <summary>The same for a ticket with these times. One that was made without the handler may have no time of issue.</summary>
    public bool IsOver(DateTimeOffset? issuedUtc, DateTimeOffset? expiresUtc)
    {
        var now = timeProvider.GetUtcNow();
        var limit = options.Value.GetRevocationLifetime();
        return issuedUtc is { } issued ? now - issued > limit : !(expiresUtc - now <= limit);
    }

    /// <summary>Returns when the cookie that a session came in is over, or the session, even if it is used.</summary>
    public DateTimeOffset EndOf(RequestSession session)
    {
        var latest = (session.IssuedUtc ?? timeProvider.GetUtcNow()) + options.Value.GetRevocationLifetime();
        if (session.ExpiresUtc < latest)
            latest = session.ExpiresUtc.Value;
        return limits.AbsoluteEndOf(session.Record, session.IssuedUtc) is { } end && end < latest ? end : latest;
    }

    /// <summary>Tells whether a use of the session gives its cookie more time.</summary>
    public static bool Slides(CookieAuthenticationOptions options, AuthenticationProperties properties) =>
        options.SlidingExpiration && properties.AllowRefresh is not false;

    /// <summary>Gives a cookie that replaces another the whole lifetime of that one, from the present on.</summary>
    public void Slide(AuthenticationProperties properties, RequestSession replaced)
    {
        properties.IssuedUtc = timeProvider.GetUtcNow();
        properties.ExpiresUtc = properties.IssuedUtc + (replaced.ExpiresUtc - replaced.IssuedUtc);
    }

    /// <summary>Limits a cookie that is about to be issued.</summary>
    public void Limit(string scheme, AuthenticationProperties properties)
    {
        var now = timeProvider.GetUtcNow();
        var limit = options.Value.GetRevocationLifetime();
        var issued = properties.IssuedUtc is { } asked && asked <= now ? asked : now;
        properties.IssuedUtc = issued;
        if (properties.ExpiresUtc is { } expires && expires - issued <= limit)
            return;
        if (properties.ExpiresUtc is { } tooLate)
            Log.LifetimeLimited(logger, scheme, tooLate - issued, limit);
        properties.ExpiresUtc = issued + limit;
    }

    /// <summary>Gives a refused cookie that the app issues all the same the expiry of the cookie that it replaces.</summary>
    public static void KeepEnd(AuthenticationProperties properties, RequestSession replaced)
    {
        properties.IssuedUtc = replaced.IssuedUtc;
        if (replaced.ExpiresUtc is { } end && !(properties.ExpiresUtc < end))
            properties.ExpiresUtc = end;
    }

    /// <summary>The same for a renewal by the handler, which adds the time between issue and expiry to the present.</summary>
    public void KeepEndOfRenewal(AuthenticationProperties properties) => properties.IssuedUtc = timeProvider.GetUtcNow();

    /// <summary>Gives a cookie whose session has already ended a short lifetime.</summary>
    public void EndSoon(AuthenticationProperties properties)
    {
        properties.IssuedUtc = timeProvider.GetUtcNow();
        properties.ExpiresUtc = properties.IssuedUtc + LifetimeOfEnded;
    }

    private static partial class Log
    {
        [LoggerMessage(6103, LogLevel.Warning, "OL6103: A cookie of the scheme {Scheme} with a lifetime of {Asked} was limited to {Limit}, because revocations are not remembered longer. Set SessionTerminationOptions.RevocationLifetime to the longest lifetime of a cookie.")]
        public static partial void LifetimeLimited(ILogger logger, string scheme, TimeSpan asked, TimeSpan limit);
    }
}
