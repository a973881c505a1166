using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>Remembers used tokens in one process: for apps on one node, for development and for tests.</summary>
/// <remarks>Holds a fixed-size digest of each token until it expires. Only tokens with a valid signature get here.</remarks>
public sealed class MemoryTokenReplayCache : ITokenReplayCache
{
    /// <summary>The service of a host that registers no memory: one instance, which another memory can replace.</summary>
    internal static readonly ServiceDescriptor Registration = ServiceDescriptor.Singleton<ITokenReplayCache, MemoryTokenReplayCache>();

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider;
    private readonly object _lock = new();
    private readonly Dictionary<string, Entry> _tokens = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    /// <summary>Initializes a new instance of the <see cref="MemoryTokenReplayCache"/> class.</summary>
    /// <param name="timeProvider">The clock by which entries expire; the system's unless given.</param>
    public MemoryTokenReplayCache(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    internal int Count
    {
        get
        {
            lock (_lock)
                return _tokens.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(tokenKey);
        lock (_lock)
        {
            var now = _timeProvider.GetUtcNow();
            Sweep(now);
            if (_tokens.TryGetValue(tokenKey, out var known) && now < known.ExpiresAt)
                return new(known.IsUsed ? TokenReservation.Used : TokenReservation.InProgress);
            _tokens[tokenKey] = new(reservedUntil, IsUsed: false);
            return new(TokenReservation.Reserved);
        }
    }

    /// <inheritdoc/>
    public ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(tokenKey);
        lock (_lock)
            _tokens[tokenKey] = new(expiresAt, IsUsed: true);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(tokenKey);
        lock (_lock)
            _tokens.Remove(tokenKey);
        return default;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
        _tokens.RemoveWhere(entry => entry.ExpiresAt <= now);
    }

    private readonly record struct Entry(DateTimeOffset ExpiresAt, bool IsUsed);
}
