namespace Okta.Logout;

/// <summary>The entries that wait for the list. Those that strangers can cause wait in a queue of their own, so that they do not displace the others. Not thread-safe.</summary>
internal sealed class PendingQueue
{
    /// <summary>More entries than an outage is expected to collect.</summary>
    public const int Most = 10_000;

    /// <summary>How many unconfirmed entries wait at most.</summary>
    public const int MostUnconfirmed = 1_000;

    private readonly Queue<SessionRevocation> _confirmed = [];
    private readonly Dictionary<uint, Queue<SessionRevocation>> _unconfirmed = [];
    private int _unconfirmedCount;

    /// <summary>Adds an entry. If too many wait, the oldest is dropped; of unconfirmed entries, the oldest of the network that sent most.</summary>
    /// <returns>The entry that was dropped, or null.</returns>
    public SessionRevocation? Add(SessionRevocation revocation)
    {
        if (!revocation.IsUnconfirmed)
        {
            _confirmed.Enqueue(revocation);
            return _confirmed.Count > Most ? _confirmed.Dequeue() : null;
        }

        if (!_unconfirmed.TryGetValue(revocation.Target.SenderNetwork, out var network))
            _unconfirmed.Add(revocation.Target.SenderNetwork, network = []);
        network.Enqueue(revocation);
        _unconfirmedCount++;
        return _unconfirmedCount > MostUnconfirmed ? Dequeue(LargestShare()) : null;
    }

    /// <summary>The entry to write next, which stays in the queue; null if no entry waits that has not expired.</summary>
    public SessionRevocation? Peek(DateTimeOffset now)
    {
        while (Next() is { } revocation)
        {
            if (revocation.ExpiresAt >= now)
                return revocation;
            Remove(revocation);
        }

        return null;
    }

    /// <summary>Removes an entry that <see cref="Peek"/> has returned, unless it was dropped meanwhile.</summary>
    public void Remove(SessionRevocation revocation)
    {
        if (!revocation.IsUnconfirmed)
        {
            if (_confirmed.Count > 0 && _confirmed.Peek() == revocation)
                _confirmed.Dequeue();
        }
        else if (_unconfirmed.TryGetValue(revocation.Target.SenderNetwork, out var network) && network.Peek() == revocation)
        {
            Dequeue(revocation.Target.SenderNetwork);
        }
    }

    /// <summary>Lets the others of its queue go first, unless the entry was dropped meanwhile.</summary>
    public void Postpone(SessionRevocation revocation)
    {
        var queue = _confirmed;
        if (revocation.IsUnconfirmed && !_unconfirmed.TryGetValue(revocation.Target.SenderNetwork, out queue))
            return;
        if (queue.Count > 1 && queue.Peek() == revocation)
            queue.Enqueue(queue.Dequeue());
    }

    private SessionRevocation? Next()
    {
        if (_confirmed.Count > 0)
            return _confirmed.Peek();
        foreach (var network in _unconfirmed.Values)
            return network.Peek();
        return null;
    }

    private uint LargestShare()
    {
        var largest = _unconfirmed.First();
        foreach (var network in _unconfirmed)
        {
            if (network.Value.Count > largest.Value.Count)
                largest = network;
        }

        return largest.Key;
    }

    private SessionRevocation Dequeue(uint name)
    {
        var network = _unconfirmed[name];
        var revocation = network.Dequeue();
        _unconfirmedCount--;
        if (network.Count == 0)
            _unconfirmed.Remove(name);
        return revocation;
    }
}
