namespace Okta.Logout.Tests;

/// <summary>A revocation list that does as the test says.</summary>
internal sealed class ScriptedStore(Func<SessionRevocation, CancellationToken, ValueTask> revoke) : ISessionRevocationStore
{
    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => revoke(revocation, cancellationToken);

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) => new(false);
}
