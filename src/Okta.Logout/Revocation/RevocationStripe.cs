namespace Okta.Logout;

/// <summary>A part of the list under one lock. An ordinary entry takes 32 bytes of data; the few that spare a session are kept in full.</summary>
internal sealed class RevocationStripe
{
    private const uint SweepInterval = 60;

    private readonly object _lock = new();
    private readonly Dictionary<SessionKey, Compact> _entries = [];
    private Dictionary<SessionKey, RevocationEntry>? _sparing;
    private uint _nextSweep;

    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count + (_sparing?.Count ?? 0);
        }
    }

    /// <summary>Merges an entry with what is known of its key.</summary>
    public void Add(SessionKey key, RevocationEntry entry, DateTimeOffset now)
    {
        lock (_lock)
        {
            Sweep(Compact.Seconds(now.ToUnixTimeSeconds()));
            if (entry.Spares)
            {
                _sparing ??= [];
                _sparing[key] = _sparing.TryGetValue(key, out var known) ? known.Merge(entry) : entry;
            }
            else if (_entries.TryGetValue(key, out var known))
            {
                _entries[key] = new(known.Expand().Merge(entry));
            }
            else
            {
                _entries.GrowGently();
                _entries.Add(key, new(entry));
            }
        }
    }

    public bool Ends(SessionKey key, SessionDescriptor session, DateTimeOffset now)
    {
        lock (_lock)
        {
            return (_entries.TryGetValue(key, out var entry) && entry.Expand().Ends(session, now))
                || (_sparing is not null && _sparing.TryGetValue(key, out var sparing) && sparing.Ends(session, now));
        }
    }

    /// <summary>Returns what it holds now; the entries of one key may come in two parts.</summary>
    public List<(SessionKey Key, RevocationEntry Entry)> Entries()
    {
        lock (_lock)
        {
            List<(SessionKey, RevocationEntry)> entries = [];
            foreach (var entry in _entries)
                entries.Add((entry.Key, entry.Value.Expand()));
            foreach (var entry in _sparing ?? [])
                entries.Add((entry.Key, entry.Value));
            return entries;
        }
    }

    private void Sweep(uint now)
    {
        if (now < _nextSweep)
            return;
        _nextSweep = now + SweepInterval;
        _entries.RemoveWhere(entry => entry.Expires < now);
        _sparing?.RemoveWhere(entry => entry.Expires < now);
    }

    /// <summary>An entry that spares nothing, with its whole seconds in 32 bits.</summary>
    private readonly struct Compact(RevocationEntry entry)
    {
        // Declared last, it would be padded: 24 bytes instead of 16.
        public uint Expires { get; } = Seconds(entry.Expires);

        private readonly uint _startedBefore = entry.StartedBefore switch
        {
            RevocationEntry.Never => 0,
            RevocationEntry.Always => uint.MaxValue,
            var seconds => Seconds(seconds + 1),
        };

        private readonly long _signedInBefore = entry.SignedInBefore;

        public RevocationEntry Expand() => new(
            _startedBefore switch { 0 => RevocationEntry.Never, uint.MaxValue => RevocationEntry.Always, var next => next - 1L },
            _signedInBefore, RevocationEntry.Never, default, Expires);

        public static uint Seconds(long seconds) => (uint)Math.Min(seconds, uint.MaxValue - 1);
    }
}
