namespace Okta.Logout;

/// <summary>A store that tells how safe an entry is that its list has accepted.</summary>
internal interface IAcknowledgingRevocationStore : ISessionRevocationStore
{
    /// <inheritdoc cref="ISessionRevocationStore.RevokeAsync"/>
    ValueTask<RevocationAcknowledgement> RevokeAcknowledgedAsync(SessionRevocation revocation, CancellationToken cancellationToken);
}
