namespace Okta.Logout.AspNetCore;

/// <summary>The record of live sessions in the memory of one node.</summary>
internal sealed class MemoryUserSessionStore(TimeProvider timeProvider) : IUserSessionStore
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, (byte[] Data, DateTimeOffset ExpiresAt)>> _users = new(StringComparer.Ordinal);
    private DateTimeOffset _lastSweep;

    public Task SetAsync(string user, string id, ReadOnlyMemory<byte> data, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Sweep();
            if (!_users.TryGetValue(user, out var sessions))
                _users[user] = sessions = new(StringComparer.Ordinal);
            sessions[id] = (data.ToArray(), expiresAt);
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(string user, string id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(user, out var sessions) && sessions.Remove(id) && sessions.Count == 0)
                _users.Remove(user);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(string user, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            IReadOnlyDictionary<string, byte[]> found = _users.TryGetValue(user, out var sessions)
                ? sessions.ToDictionary(session => session.Key, session => session.Value.Data, StringComparer.Ordinal)
                : new Dictionary<string, byte[]>();
            return Task.FromResult(found);
        }
    }

    // Only inside the lock.
    private void Sweep()
    {
        var now = timeProvider.GetUtcNow();
        if (now - _lastSweep < SweepInterval)
            return;
        _lastSweep = now;
        foreach (var (user, sessions) in _users.ToList())
        {
            foreach (var (id, _) in sessions.Where(session => session.Value.ExpiresAt <= now).ToList())
                sessions.Remove(id);
            if (sessions.Count == 0)
                _users.Remove(user);
        }
    }
}
