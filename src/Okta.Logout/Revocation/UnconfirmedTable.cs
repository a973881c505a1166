namespace Okta.Logout;

/// <summary>The unconfirmed entries in the memory of one process: a table of fixed size, whatever strangers send.</summary>
internal sealed class UnconfirmedTable
{
    /// <summary>The number of slots, in memory and in a shared cache.</summary>
    public const int Slots = 2048;

    private readonly UnconfirmedSlot[] _slots = new UnconfirmedSlot[Slots];

    // Random, so that strangers cannot choose entries that meet in one slot.
    private readonly SessionKey _secret = SessionKey.CreateRandom();

    public UnconfirmedTable()
    {
        for (var slot = 0; slot < Slots; slot++)
            _slots[slot] = new();
    }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var slot in _slots)
            {
                lock (slot)
                    count += slot.Count;
            }

            return count;
        }
    }

    /// <inheritdoc cref="UnconfirmedSlot.Add"/>
    public bool Add(UnconfirmedEntry entry, DateTimeOffset now)
    {
        var slot = SlotOf(entry.Key);
        lock (slot)
            return slot.Add(entry, now.ToUnixTimeSeconds());
    }

    public UnconfirmedEntry? Find(SessionKey key)
    {
        var slot = SlotOf(key);
        lock (slot)
            return slot.Find(key);
    }

    private UnconfirmedSlot SlotOf(SessionKey key) => _slots[Mix(Mix(key.High ^ _secret.High) + (key.Low ^ _secret.Low)) % Slots];

    // The finalizer of SplitMix64: each bit of the input changes about half of the bits of the output.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
