using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells when a session ends by itself, so that open pages can warn the user, and postpones that.</summary>
internal sealed class SessionDeadlines(SessionLimits limits, CookieLifetime lifetime, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions)
{
    /// <summary>Returns the deadline of a session: a limit, or the end of its cookie. Asking for it is no use of the session.</summary>
    public SessionDeadline Find(RequestSession session)
    {
        var end = lifetime.EndOf(session);
        var canExtend = end != limits.AbsoluteEndOf(session.Record, session.IssuedUtc) && Slides(session);
        return limits.IdleEndOf(session.Record, session.IssuedUtc) is { } idle && idle < end ? new(idle, CanExtend: true) : new(end, canExtend);
    }

    /// <summary>Notes a use of the session in its cookie, because the user has asked for more time. One that has ended meanwhile stays ended.</summary>
    public async Task ExtendAsync(HttpContext context, RequestSession session)
    {
        if ((await context.AuthenticateAsync(session.CookieScheme)).Ticket is not { } ticket)
            return;
        var properties = ticket.Properties.Clone();
        if (Slides(session))
            lifetime.Slide(properties, session);
        await context.SignInAsync(session.CookieScheme, ticket.Principal, properties);
        (session.IssuedUtc, session.ExpiresUtc) = (properties.IssuedUtc, properties.ExpiresUtc);
        session.Record = limits.Note(session.Record);
    }

    private bool Slides(RequestSession session) => CookieLifetime.Slides(cookieOptions.Get(session.CookieScheme), session.Properties);
}
