namespace Okta.Logout;

/// <summary>A store that never blocks its caller. It can be used on the caller's thread.</summary>
internal interface INonBlockingRevocationStore : ISessionRevocationStore
{
    /// <inheritdoc cref="ISessionRevocationStore.IsRevokedAsync"/>
    bool IsRevoked(SessionDescriptor session);
}
