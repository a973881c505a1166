using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What this request knows of sessions: which cookie scheme holds which, and which a sign-out of this library is ending.</summary>
internal sealed class RequestSessions
{
    private readonly List<RequestSession> _sessions = new(1);
    private HashSet<string>? _ending;

    // A renewal asks before the validation does, of the same cookie.
    private (string? TicketId, SessionCheck Result) _lastCheck;

    public IReadOnlyList<RequestSession> All => _sessions;

    public static RequestSessions Of(HttpContext context)
    {
        // A feature, not an item: that would be the only one of most requests.
        if (context.Features.Get<RequestSessions>() is { } known)
            return known;
        var sessions = new RequestSessions();
        context.Features.Set(sessions);
        return sessions;
    }

    /// <summary>The last cookie of the scheme that was read or issued.</summary>
    public RequestSession? Find(string cookieScheme)
    {
        for (var i = _sessions.Count - 1; i >= 0; i--)
        {
            if (_sessions[i].CookieScheme == cookieScheme)
                return _sessions[i];
        }

        return null;
    }

    public RequestSession? FindTicket(string? ticketId) => _sessions.Find(session => session.Session?.TicketId == ticketId);

    public IEnumerable<RequestSession> Matching(SessionTarget target) =>
        _sessions.Where(session => session.Session is { } known && target.Matches(known));

    /// <summary>Replaces what the scheme held, but remembers what has ended.</summary>
    public void Set(RequestSession session)
    {
        for (var i = _sessions.Count - 1; i >= 0; i--)
        {
            if (_sessions[i].CookieScheme == session.CookieScheme && !_sessions[i].HasEnded)
                _sessions.RemoveAt(i);
        }

        _sessions.Add(session);
    }

    /// <summary>A sign-out of this library is at work: it puts the session on the list itself.</summary>
    public void BeginEnding(string cookieScheme) => (_ending ??= new(StringComparer.Ordinal)).Add(cookieScheme);

    public bool IsEnding(string cookieScheme) => _ending?.Contains(cookieScheme) is true;

    /// <summary>The cookie is about to be deleted: what the app signs in afterwards, in this same request, is another session.</summary>
    public void End(string cookieScheme)
    {
        _ending?.Remove(cookieScheme);
        if (Find(cookieScheme) is { } session)
            session.HasEnded = true;
    }

    public bool HasEnded(SessionDescriptor session)
    {
        foreach (var known in _sessions)
        {
            if (known.HasEnded && known.Session?.TicketId == session.TicketId)
                return true;
        }

        return false;
    }

    public void Remember(SessionDescriptor session, SessionCheck result) => _lastCheck = (session.TicketId, result);

    public SessionCheck? Recall(SessionDescriptor session) => _lastCheck.TicketId == session.TicketId ? _lastCheck.Result : null;
}
