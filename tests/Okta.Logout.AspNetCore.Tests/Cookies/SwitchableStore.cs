namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A revocation list whose reading a test can break.</summary>
internal sealed class SwitchableStore(TimeProvider clock) : ISessionRevocationStore
{
    private readonly MemorySessionRevocationStore _inner = new(clock);

    /// <summary>Answers in place of the list.</summary>
    public Func<CancellationToken, ValueTask<bool>>? Read { get; set; }

    public int Reads { get; private set; }

    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => _inner.RevokeAsync(revocation, cancellationToken);

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        Reads++;
        return Read is { } read ? read(cancellationToken) : _inner.IsRevokedAsync(session, cancellationToken);
    }
}
