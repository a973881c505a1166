namespace Okta.Logout;

/// <summary>The revocation list: small tombstones, checked on each request, never removed by a later sign-in.</summary>
/// <remarks>
/// A list that cannot be reached throws, whatever the exception: a sign-out then says so in its receipt, an incoming token is answered 503, and signed-in
/// requests are treated as the app has chosen. One that answers <see langword="false"/> instead lets ended sessions live.
/// </remarks>
public interface ISessionRevocationStore
{
    /// <summary>Adds an entry. A second one for the same target never shortens the first, neither in reach nor in time.</summary>
    /// <param name="revocation">The entry.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when every later check sees the entry.</returns>
    ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default);

    /// <summary>Tells whether any entry means this session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the session is dead.</returns>
    ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default);
}
