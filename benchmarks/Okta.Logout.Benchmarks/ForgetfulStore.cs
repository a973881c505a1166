namespace Okta.Logout.Benchmarks;

/// <summary>Does all the work of the list, but does not end the session, so that one cookie serves every iteration.</summary>
internal sealed class ForgetfulStore : INonBlockingRevocationStore
{
    private readonly MemorySessionRevocationStore _store = new();

    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) =>
        _store.RevokeAsync(revocation, cancellationToken);

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(IsRevoked(session));
    }

    public bool IsRevoked(SessionDescriptor session) => _store.IsRevoked(session) && session.TicketId is null;
}
