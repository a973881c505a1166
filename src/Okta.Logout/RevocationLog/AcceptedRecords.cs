namespace Okta.Logout;

/// <summary>What one of several logs has accepted while another has not: it is not appended there a second time.</summary>
internal sealed class AcceptedRecords
{
    // Beyond it, records are appended twice, which is allowed.
    private const int Most = 10_000;

    private readonly object _gate = new();
    private readonly Dictionary<string, RevocationAcknowledgement> _accepted = [];
    private readonly Queue<string> _order = [];

    public RevocationAcknowledgement? Find(RevocationLogRecord record)
    {
        lock (_gate)
            return _accepted.TryGetValue(KeyOf(record), out var acknowledgement) ? acknowledgement : null;
    }

    public void Add(RevocationLogRecord record, RevocationAcknowledgement acknowledgement)
    {
        lock (_gate)
        {
            var key = KeyOf(record);
            if (!_accepted.ContainsKey(key))
                _order.Enqueue(key);
            _accepted[key] = acknowledgement;
            while (_order.Count > Most)
                _accepted.Remove(_order.Dequeue());
        }
    }

    /// <summary>Forgets records that all logs have accepted.</summary>
    public void Remove(IReadOnlyList<RevocationLogRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
                _accepted.Remove(KeyOf(record));
            if (_accepted.Count == 0)
                _order.Clear();
        }
    }

    /// <summary>Forgets all: the log may have lost them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _accepted.Clear();
            _order.Clear();
        }
    }

    private static string KeyOf(RevocationLogRecord record) => Convert.ToBase64String(record.Data.ToArray());
}
