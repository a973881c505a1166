namespace Okta.Logout.Benchmarks;

/// <summary>Does all the work of the list and then lets the session live, so that one cookie serves every iteration.</summary>
internal sealed class ForgetfulStore : INonBlockingRevocationStore
{
    private readonly MemorySessionRevocationStore _store = new();

    public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) =>
        _store.RevokeAsync(revocation, cancellationToken);

    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        var check = _store.IsRevokedAsync(session, cancellationToken);
        return new(check is { IsCompletedSuccessfully: true, Result: true } && session.TicketId is null);
    }
}
