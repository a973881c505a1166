namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app's terminator that notes what it sees, and throws while it is down.</summary>
internal sealed class SwitchableTerminator : ISessionTerminator
{
    public bool IsDown { get; set; } = true;

    public List<SessionTermination> Seen { get; } = [];

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        Seen.Add(termination);
        return IsDown ? throw new InvalidOperationException("secret") : default;
    }
}
