namespace Okta.Logout.Tests;

internal sealed class ScopedTerminator(ScopeOfATerminator scope) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        scope.Should().NotBeNull();
        return default;
    }
}
