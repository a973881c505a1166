namespace Okta.Logout;

/// <summary>The unconfirmed entries of the keys that share a slot: 64 at most, in the order of their arrival.</summary>
/// <remarks>In a full slot, the network that holds most of it loses its oldest entry. However much one network sends, others keep theirs.</remarks>
internal sealed class UnconfirmedSlot
{
    /// <summary>How many entries a slot holds at most.</summary>
    public const int MostEntries = 64;

    private const byte Version = 1;

    private UnconfirmedEntry[] _entries = [];

    public int Count { get; private set; }

    /// <summary>Gets the last second in which any entry counts.</summary>
    public uint Expires
    {
        get
        {
            var last = 0u;
            foreach (var entry in Entries)
                last = Math.Max(last, entry.Expires);
            return last;
        }
    }

    private ReadOnlySpan<UnconfirmedEntry> Entries => _entries.AsSpan(0, Count);

    public UnconfirmedEntry? Find(SessionKey key) => IndexOf(key) is >= 0 and var index ? _entries[index] : null;

    /// <summary>Whether the slot has the entry, or one for the same key that ends as much for as long.</summary>
    public bool Covers(UnconfirmedEntry entry) =>
        Find(entry.Key) is { } known && known.SignedInBefore >= entry.SignedInBefore && known.Expires >= entry.Expires;

    /// <summary>Adds an entry, or merges it with the one of the same key.</summary>
    /// <returns>Whether another entry was removed for it before it expired.</returns>
    public bool Add(UnconfirmedEntry entry, long now)
    {
        RemoveExpired(now);
        if (IndexOf(entry.Key) is >= 0 and var index)
        {
            entry = _entries[index].With(entry);
            RemoveAt(index);
        }

        var isFull = Count == MostEntries;
        if (isFull)
            RemoveAt(OldestOfTheLargestShare(entry.Network));
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(2, Count * 2));
        _entries[Count++] = entry;
        return isFull;
    }

    public byte[] Encode()
    {
        var bytes = new byte[1 + (Count * UnconfirmedEntry.Size)];
        bytes[0] = Version;
        for (var i = 0; i < Count; i++)
            _entries[i].Write(bytes.AsSpan(1 + (i * UnconfirmedEntry.Size)));
        return bytes;
    }

    /// <summary>Reads a slot; null if the bytes are not one.</summary>
    public static UnconfirmedSlot? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > 1 + (MostEntries * UnconfirmedEntry.Size) || bytes[0] is not Version || (bytes.Length - 1) % UnconfirmedEntry.Size != 0)
            return null;
        var slot = new UnconfirmedSlot { Count = (bytes.Length - 1) / UnconfirmedEntry.Size };
        slot._entries = new UnconfirmedEntry[slot.Count];
        for (var i = 0; i < slot.Count; i++)
            slot._entries[i] = UnconfirmedEntry.Read(bytes.Slice(1 + (i * UnconfirmedEntry.Size)));
        return slot;
    }

    private int IndexOf(SessionKey key)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Key == key)
                return i;
        }

        return -1;
    }

    private void RemoveExpired(long now)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_entries[i].Expires >= now)
                _entries[kept++] = _entries[i];
        }

        Count = kept;
    }

    private void RemoveAt(int index)
    {
        Array.Copy(_entries, index + 1, _entries, index, Count - index - 1);
        Count--;
    }

    // The new entry counts too, so that no network displaces one with fewer entries. Of networks with equal shares, the one with the oldest entry loses it.
    private int OldestOfTheLargestShare(uint newcomer)
    {
        var (oldest, largest) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            var network = _entries[i].Network;
            var share = network == newcomer ? 1 : 0;
            foreach (var other in Entries)
                share += other.Network == network ? 1 : 0;
            if (share > largest)
                (oldest, largest) = (i, share);
        }

        return oldest;
    }
}
