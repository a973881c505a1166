namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A revocation list that is down when a test says so.</summary>
internal sealed class FailingStore(TimeProvider clock) : ISessionRevocationStore
{
    private readonly MemorySessionRevocationStore _inner = new(clock);

    public bool IsDown { get; set; }

    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) =>
        IsDown ? throw new TimeoutException() : _inner.RevokeAsync(revocation, cancellationToken);

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) =>
        _inner.IsRevokedAsync(session, cancellationToken);
}
