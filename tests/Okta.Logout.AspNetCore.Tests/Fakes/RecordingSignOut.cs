namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Ends nothing, and remembers what it was asked to end.</summary>
internal sealed class RecordingSignOut : IOktaSignOut
{
    public List<SessionTarget> Targets { get; } = [];

    public Task<SignOutReceipt> SignOutAsync(SignOutRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TerminationReceipt> EndSessionsAsync(EndSessionsRequest request, CancellationToken cancellationToken = default)
    {
        Targets.Add(request.Target);
        return Task.FromResult(new TerminationReceipt([]));
    }
}
