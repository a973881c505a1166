using System.Collections.Concurrent;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app's terminator that notes what it was told.</summary>
internal sealed class RecordingTerminator : ISessionTerminator
{
    private readonly ConcurrentQueue<SessionTermination> _terminations = new();

    public IReadOnlyCollection<SessionTermination> Terminations => _terminations;

    public SessionDescriptor Session => _terminations.Should().ContainSingle().Subject.Session!;

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        _terminations.Enqueue(termination);
        return default;
    }
}
