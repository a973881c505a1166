namespace Okta.Logout;

/// <summary>A part of the list under one lock: a key, before which starts it ends, and when it may go. 28 bytes of data an entry.</summary>
/// <remarks>Times are whole seconds, and the second in which an entry expires still counts: no entry goes too early.</remarks>
internal sealed class RevocationStripe
{
    /// <summary>Later than any start.</summary>
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

    /// <summary>Adds to what is known of the key.</summary>
    /// <param name="key">Whose sessions.</param>
    /// <param name="endsBefore">The first start that lives on; zero for none that ends.</param>
    /// <param name="endsOthersBefore">The same, for terminations that spare renewed sessions.</param>
    /// <param name="expires">When all that is known of the key may go.</param>
    /// <param name="now">The time.</param>
    public void Add(SessionKey key, uint endsBefore, uint endsOthersBefore, uint expires, uint now)
    {
        lock (_lock)
        {
            Sweep(now);
            if (_entries.TryGetValue(key, out var known))
            {
                _entries[key] = new(
                    Math.Max(known.EndsBefore, endsBefore), Math.Max(known.EndsOthersBefore, endsOthersBefore), Math.Max(known.Expires, expires));
                return;
            }

            _entries.GrowGently();
            _entries.Add(key, new(endsBefore, endsOthersBefore, expires));
        }
    }

    public bool Contains(SessionKey key, uint start, uint renewal, uint now)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out var entry) && now <= entry.Expires && (start < entry.EndsBefore || Math.Max(start, renewal) < entry.EndsOthersBefore);
    }

    private void Sweep(uint now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
        _entries.RemoveWhere(entry => entry.Expires < now);
    }

    private readonly record struct Entry(uint EndsBefore, uint EndsOthersBefore, uint Expires);
}
