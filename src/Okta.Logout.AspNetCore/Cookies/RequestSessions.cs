using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What this request knows of sessions: which cookie scheme holds which, and which a sign-out of this library is ending.</summary>
internal sealed class RequestSessions
{
    private readonly List<RequestSession> _sessions = new(1);
    private HashSet<string>? _ending;
    private HashSet<string>? _endedTickets;

    /// <summary>Any session of this request: what a first cookie holds goes over to the cookie that the app then issues.</summary>
    public RequestSession? Any => _sessions.Count > 0 ? _sessions[0] : null;

    public static RequestSessions Of(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(RequestSessions), out var known))
            return (RequestSessions)known!;
        var sessions = new RequestSessions();
        context.Items[typeof(RequestSessions)] = sessions;
        return sessions;
    }

    public RequestSession? Find(string cookieScheme)
    {
        foreach (var session in _sessions)
        {
            if (session.CookieScheme == cookieScheme)
                return session;
        }

        return null;
    }

    public RequestSession? FindTicket(string? ticketId) => _sessions.Find(session => session.Session.TicketId == ticketId);

    public void Set(RequestSession session)
    {
        Remove(session.CookieScheme);
        _sessions.Add(session);
    }

    public void Remove(string cookieScheme)
    {
        for (var i = _sessions.Count - 1; i >= 0; i--)
        {
            if (_sessions[i].CookieScheme == cookieScheme)
                _sessions.RemoveAt(i);
        }
    }

    /// <summary>A sign-out of this library is at work: it puts the session on the list itself.</summary>
    public void BeginEnding(string cookieScheme) => (_ending ??= new(StringComparer.Ordinal)).Add(cookieScheme);

    public bool IsEnding(string cookieScheme) => _ending?.Contains(cookieScheme) is true;

    /// <summary>The cookie is about to be deleted: what the app signs in afterwards, in this same request, is another session.</summary>
    public void End(string cookieScheme)
    {
        if (Find(cookieScheme)?.Session.TicketId is { } ticketId)
            (_endedTickets ??= new(StringComparer.Ordinal)).Add(ticketId);
        Remove(cookieScheme);
    }

    public bool HasEnded(SessionDescriptor session) => session.TicketId is { } ticketId && _endedTickets?.Contains(ticketId) is true;
}
