namespace Okta.Logout;

/// <summary>A part of the list under one lock: a key, the last start that it ends, and when it may go. 24 bytes of data an entry.</summary>
/// <remarks>Times are whole seconds, and the second in which an entry expires still counts: no entry goes too early.</remarks>
internal sealed class RevocationStripe
{
    /// <summary>The value of "whenever it began".</summary>
    public const uint AnyStart = uint.MaxValue;

    private const uint SweepInterval = 60;

    private readonly object _lock = new();
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

            _entries.GrowGently();
            _entries.Add(key, new(lastStart, expires));
        }
    }

    public bool Contains(SessionKey key, uint start, uint now)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out var entry) && start <= entry.LastStart && now <= entry.Expires;
    }

    private void Sweep(uint now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
        _entries.RemoveWhere(entry => entry.Expires < now);
    }

    private readonly record struct Entry(uint LastStart, uint Expires);
}
