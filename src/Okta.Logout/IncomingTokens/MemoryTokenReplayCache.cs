namespace Okta.Logout;

/// <summary>The replay memory of one process: for apps on one node, for development and for tests.</summary>
/// <remarks>Holds a fixed-size digest of each token until it expires. Only tokens with a valid signature get here.</remarks>
public sealed class MemoryTokenReplayCache : ITokenReplayCache
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider;
    private readonly object _lock = new();
    private readonly Dictionary<SessionKey, DateTimeOffset> _reserved = [];
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    /// <summary>Initializes a new instance of the <see cref="MemoryTokenReplayCache"/> class.</summary>
    /// <param name="timeProvider">The clock by which entries expire; the system's unless given.</param>
    public MemoryTokenReplayCache(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    internal int Count
    {
        get
        {
            lock (_lock)
                return _reserved.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryReserveAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = SessionKey.OfToken(issuer, tokenId);
        lock (_lock)
        {
            var now = _timeProvider.GetUtcNow();
            Sweep(now);
            if (_reserved.TryGetValue(key, out var known) && now < known)
                return new(false);
            _reserved[key] = expiresAt;
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = SessionKey.OfToken(issuer, tokenId);
        lock (_lock)
            _reserved.Remove(key);
        return default;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
        _reserved.RemoveWhere(expiresAt => expiresAt <= now);
    }
}
