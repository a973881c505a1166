namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Ends nothing, and remembers what it was asked to end.</summary>
internal sealed class RecordingSignOut : IOktaSignOut
{
    public List<SessionTarget> Targets { get; } = [];

    public Task<SignOutResult> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<EndSessionsResult> EndSessionsAsync(SessionTarget target, SessionTerminationReason reason, CancellationToken cancellationToken = default)
    {
        Targets.Add(target);
        return Task.FromResult(new EndSessionsResult([]));
    }
}
