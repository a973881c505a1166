namespace Okta.Logout;

/// <summary>Finds the watched sessions that an entry may end. Not safe for threads.</summary>
internal sealed class LiveSessionIndex
{
    // Most keys belong to one session, which needs no set.
    private readonly Dictionary<SessionKey, object> _sessions = [];

    /// <summary>Returns the sessions under a key: a copy.</summary>
    public IReadOnlyList<LiveSession> Find(SessionKey key) => !_sessions.TryGetValue(key, out var found) ? [] : found switch
    {
        LiveSession one => [one],
        var many => [.. (HashSet<LiveSession>)many],
    };

    /// <summary>Returns one of the sessions under a key; null if there is none.</summary>
    public LiveSession? FindOne(SessionKey key) =>
        _sessions.TryGetValue(key, out var found) ? found as LiveSession ?? ((HashSet<LiveSession>)found).First() : null;

    public void Add(SessionKey key, LiveSession session)
    {
        if (session.Keys.Contains(key))
            return;
        session.Keys.Add(key);
        if (!_sessions.TryGetValue(key, out var found))
            _sessions.Add(key, session);
        else if (found is HashSet<LiveSession> many)
            many.Add(session);
        else
            _sessions[key] = new HashSet<LiveSession> { (LiveSession)found, session };
    }

    /// <summary>Removes a session from all its keys.</summary>
    public void Remove(LiveSession session)
    {
        foreach (var key in session.Keys)
        {
            if (_sessions.TryGetValue(key, out var found) && (found == session || (found is HashSet<LiveSession> many && many.Remove(session) && many.Count == 0)))
                _sessions.Remove(key);
        }

        session.Keys.Clear();
    }
}
