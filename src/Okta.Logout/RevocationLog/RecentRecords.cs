namespace Okta.Logout;

/// <summary>The entries of the last minutes: what a copy of the log that takes over may not have yet. Not safe for threads.</summary>
internal sealed class RecentRecords(TimeProvider timeProvider)
{
    // More than any copy is behind, and more than sign-outs come in that time.
    private const int Most = 50_000;

    // Half of what a log repeats after a loss: what is recent here must be among that, or it would be taken for lost.
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(5);

    private readonly Queue<(long Time, SessionTargetKind Kind, SessionKey Key, RevocationEntry Entry)> _entries = [];

    public void Add(SessionTargetKind kind, SessionKey key, RevocationEntry entry)
    {
        _entries.Enqueue((timeProvider.GetTimestamp(), kind, key, entry));
        while (_entries.Count > Most || timeProvider.GetElapsedTime(_entries.Peek().Time) > Recently)
            _entries.Dequeue();
    }

    public IEnumerable<(SessionTargetKind Kind, SessionKey Key, RevocationEntry Entry)> Entries() => _entries.Select(entry => (entry.Kind, entry.Key, entry.Entry));
}
