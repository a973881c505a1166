namespace Okta.Logout.Tests;

internal sealed class UnbuildableTerminator : ISessionTerminator
{
    public UnbuildableTerminator() => throw new InvalidOperationException("secret-of-the-terminator");

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) => default;
}
