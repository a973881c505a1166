using System.Collections.Concurrent;

namespace Okta.Logout.Tests;

internal sealed class ScopeOfATerminator(ConcurrentQueue<string> journal) : IDisposable
{
    public const string Ended = "scope ended";

    public void Dispose() => journal.Enqueue(Ended);
}
