namespace Okta.Logout.Tests;

/// <summary>A terminator that does as the test says.</summary>
internal sealed class ScriptedTerminator(Func<SessionTermination, CancellationToken, ValueTask> terminate) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) => terminate(termination, cancellationToken);
}
