namespace Okta.Logout.AspNetCore;

/// <summary>The ticket ids of sessions that were live a moment ago. Keeps those of two durations at most, and none if the duration is zero.</summary>
internal sealed class RecentlyLiveSessions(TimeSpan duration, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private Dictionary<string, long> _young = new(StringComparer.Ordinal);
    private Dictionary<string, long> _old = new(StringComparer.Ordinal);
    private long _youngSince = timeProvider.GetTimestamp();

    public bool Contains(SessionDescriptor session)
    {
        if (duration == TimeSpan.Zero || session.TicketId is not { } ticketId)
            return false;
        lock (_lock)
            return (_young.TryGetValue(ticketId, out var asked) || _old.TryGetValue(ticketId, out asked)) && timeProvider.GetElapsedTime(asked) < duration;
    }

    public void Add(SessionDescriptor session, long asked)
    {
        if (duration == TimeSpan.Zero || session.TicketId is not { } ticketId)
            return;
        lock (_lock)
        {
            if (timeProvider.GetElapsedTime(_youngSince) >= duration)
            {
                (_old, _young) = (_young, new(StringComparer.Ordinal));
                _youngSince = timeProvider.GetTimestamp();
            }

            _young[ticketId] = asked;
        }
    }
}
