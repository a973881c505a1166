using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

/// <summary>A terminator that works.</summary>
internal sealed class CartTerminator(ConcurrentQueue<string> journal) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        journal.Enqueue(nameof(CartTerminator));
        return default;
    }
}
