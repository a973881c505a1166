using System.Collections.Concurrent;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app's terminator that records what it is told, and throws while it is down.</summary>
internal sealed class RecordingTerminator : ISessionTerminator
{
    public const string ErrorText = "secret-connection-string";

    private readonly ConcurrentQueue<SessionTermination> _terminations = new();

    public bool IsDown { get; set; }

    public IReadOnlyCollection<SessionTermination> Terminations => _terminations;

    public SessionDescriptor Session => _terminations.Should().ContainSingle().Subject.Session!;

    public SessionDescriptor LastSession => _terminations.Last().Session!;

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        _terminations.Enqueue(termination);
        return IsDown ? throw new InvalidOperationException(ErrorText) : default;
    }
}
