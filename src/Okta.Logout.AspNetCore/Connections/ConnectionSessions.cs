using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Finds the sessions that a request or a connection belongs to, and watches them.</summary>
internal sealed class ConnectionSessions(LiveSessions live, CookieLifetime lifetime, OktaLogoutSchemes schemes, CookieReader reader)
{
    /// <summary>Returns the sessions with which the app has authenticated a request.</summary>
    public static IReadOnlyList<RequestSession> Of(HttpContext context, string? cookieScheme = null) =>
        context.Features.Get<RequestSessions>()?.Authenticated(cookieScheme) ?? [];

    /// <summary>Returns the sessions of a connection, whose request SignalR may have copied without what is known of it.</summary>
    public async Task<IReadOnlyList<RequestSession>> FindAsync(HttpContext context)
    {
        if (context.Features.Get<RequestSessions>() is not null || context.User.Identity is not { IsAuthenticated: true })
            return Of(context);
        List<RequestSession> found = [];
        foreach (var scheme in await schemes.CookiesAsync())
        {
            if (await reader.CurrentAsync(context, scheme) is { } session && session.MayGoOn && session.IsOf(context.User))
                found.Add(session);
        }

        return found;
    }

    public WatchedSessions Watch(IReadOnlyList<RequestSession> sessions, AccessTokenSession? accessToken = null) => new(
    [
        .. sessions.Select(session => live.Watch(session.Session, lifetime.EndOf(session))),
        // By different names of one user, of which the first has the ticket: one session is watched for each ticket.
        .. (accessToken?.Sessions ?? []).Select((session, index) => live.Watch(index == 0 ? session : WithoutTicket(session), accessToken!.ExpiresAt)),
    ]);

    private static SessionDescriptor WithoutTicket(SessionDescriptor session)
    {
        var copy = session.Copy();
        copy.TicketId = null;
        return copy;
    }
}
