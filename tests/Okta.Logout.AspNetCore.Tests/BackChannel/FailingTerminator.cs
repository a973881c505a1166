namespace Okta.Logout.AspNetCore.Tests;

internal sealed class FailingTerminator : ISessionTerminator
{
    public bool IsDown { get; set; } = true;

    public List<SessionTermination> Seen { get; } = [];

    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        Seen.Add(termination);
        return IsDown ? throw new InvalidOperationException("secret") : default;
    }
}
