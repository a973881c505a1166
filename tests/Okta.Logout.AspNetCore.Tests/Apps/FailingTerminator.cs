namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app's terminator that throws.</summary>
internal sealed class FailingTerminator : ISessionTerminator
{
    public const string Text = "secret-connection-string";

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) => throw new InvalidOperationException(Text);
}
