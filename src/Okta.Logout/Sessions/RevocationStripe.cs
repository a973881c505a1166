namespace Okta.Logout;

/// <summary>A part of the list under one lock: a key, the last start that it ends, and when it may go. 24 bytes of data an entry.</summary>
internal sealed class RevocationStripe
{
    /// <summary>The value of "whenever it began".</summary>
    public const uint AnyStart = uint.MaxValue;

    private const uint SweepInterval = 60;

#if NETSTANDARD2_0
    private readonly object _lock = new();
#else
    private readonly Lock _lock = new();
#endif
    private readonly Dictionary<SessionKey, Entry> _entries = [];
    private uint _nextSweep;

    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    public void Add(SessionKey key, uint lastStart, uint expires, uint now)
    {
        lock (_lock)
        {
            Sweep(now);
            if (_entries.TryGetValue(key, out var known))
            {
                _entries[key] = new(Math.Max(known.LastStart, lastStart), Math.Max(known.Expires, expires));
                return;
            }

            GrowGently();
            _entries.Add(key, new(lastStart, expires));
        }
    }

    public bool Contains(SessionKey key, uint start, uint now)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out var entry) && start <= entry.LastStart && now < entry.Expires;
    }

    private void Sweep(uint now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
#if NETSTANDARD2_0
        foreach (var key in _entries.Where(entry => entry.Value.Expires <= now).Select(entry => entry.Key).ToList())
            _entries.Remove(key);
#else
        foreach (var (key, entry) in _entries)
        {
            if (entry.Expires <= now)
                _entries.Remove(key);
        }
#endif
    }

    // Doubling would leave up to half of a large list empty.
    private void GrowGently()
    {
#if !NETSTANDARD2_0
        if (_entries.Count == _entries.Capacity && _entries.Count > 64)
            _entries.EnsureCapacity(_entries.Count + (_entries.Count / 4));
#endif
    }

    private readonly record struct Entry(uint LastStart, uint Expires);
}
