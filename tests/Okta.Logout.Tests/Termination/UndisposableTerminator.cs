namespace Okta.Logout.Tests;

/// <summary>Works, and fails when its scope ends.</summary>
internal sealed class UndisposableTerminator : ISessionTerminator, IDisposable
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) => default;

    public void Dispose() => throw new InvalidOperationException("secret-of-the-terminator");
}
