namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A revocation list that is down.</summary>
internal sealed class DeadStore : ISessionRevocationStore
{
    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => throw new IOException("Down.");

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) => throw new IOException("Down.");
}
