namespace Okta.Logout;

/// <summary>What this node knows of the log: the whole list in memory, how old that knowledge is, and what the log may have lost.</summary>
internal sealed class RevocationReplica(MemorySessionRevocationStore known, TimeProvider timeProvider) : IRevocationLogTarget
{
    private readonly RecentRecords _recent = new(timeProvider);
    private readonly object _gate = new();
    private Dictionary<(SessionTargetKind Kind, SessionKey Key), RevocationEntry>? _missing;
    private readonly Random _random = new();
    private long _lastBeat = timeProvider.GetTimestamp();
    private volatile bool _isCaughtUp;

    /// <summary>Gets the list.</summary>
    public MemorySessionRevocationStore Known => known;

    /// <summary>Gets whether the log was read to its end once.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    /// <summary>Gets how long ago a sign of life came through the log, or the log was read to its end for the first time, or this node began: by a clock that nobody sets.</summary>
    public TimeSpan Age => timeProvider.GetElapsedTime(Volatile.Read(ref _lastBeat));

    /// <summary>Gets whether the log may miss entries.</summary>
    public bool IsMissingSome
    {
        get
        {
            lock (_gate)
                return _missing is { Count: > 0 };
        }
    }

    public void Add(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        Keep(kind, key, entry);
        Find(kind, key, entry);
    }

    /// <summary>Adds what the log has had for some time, so that it is not taken for recent.</summary>
    public void AddOld(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        known.Add(kind, key, entry);
        Find(kind, key, entry);
    }

    /// <summary>Notes that the log has an entry.</summary>
    public void Find(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        lock (_gate)
        {
            if (_missing is not null && _missing.TryGetValue((kind, key), out var missing) && entry.Covers(missing))
                _missing.Remove((kind, key));
        }
    }

    public void Add(UnconfirmedEntry entry) => known.Add(entry);

    public void Beat() => Volatile.Write(ref _lastBeat, timeProvider.GetTimestamp());

    /// <summary>Notes that the log was read to its end: at that moment nothing is newer, whether a sign of life comes or not.</summary>
    public void CatchUp()
    {
        if (_isCaughtUp)
            return;
        Beat();
        _isCaughtUp = true;
    }

    /// <summary>Adds what this node is about to append: it counts here at once.</summary>
    public void Keep(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        known.Add(kind, key, entry);
        lock (_gate)
            _recent.Add(kind, key, entry);
    }

    /// <summary>Notes that the log may have lost entries. Those that are read from now on are there.</summary>
    public void Suspect(RevocationLogLoss loss)
    {
        var entries = loss is RevocationLogLoss.Any ? known.Entries() : [];
        lock (_gate)
        {
            foreach (var (kind, key, entry) in entries.Concat(_recent.Entries()))
                AddMissing(kind, key, entry);
        }
    }

    /// <summary>Notes that the log has not accepted an entry, so that it is appended again.</summary>
    public void Miss(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        lock (_gate)
            AddMissing(kind, key, entry);
    }

    /// <summary>Returns some entries that the log does not have and that are still needed: on each node other ones, so that the nodes share the work.</summary>
    public List<(SessionTargetKind Kind, SessionKey Key, RevocationEntry Entry)> NextMissing(int most)
    {
        var now = timeProvider.GetUtcNow();
        lock (_gate)
        {
            _missing?.RemoveWhere(entry => entry.ExpiresAt <= now);
            var missing = _missing ?? [];
            var start = _random.Next(Math.Max(0, missing.Count - most) + 1);
            return [.. missing.Skip(start).Take(most).Select(one => (one.Key.Kind, one.Key.Key, one.Value))];
        }
    }

    private void AddMissing(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        _missing ??= [];
        _missing[(kind, key)] = _missing.TryGetValue((kind, key), out var other) ? other.Merge(entry) : entry;
    }
}
