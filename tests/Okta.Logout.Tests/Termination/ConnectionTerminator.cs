using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

/// <summary>A terminator that works.</summary>
internal sealed class ConnectionTerminator(ConcurrentQueue<string> journal) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        journal.Enqueue(nameof(ConnectionTerminator));
        return default;
    }
}
