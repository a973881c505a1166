namespace Okta.Logout;

/// <summary>Remembers which incoming tokens were used. Replace it, so that all nodes of an app share one memory.</summary>
/// <remarks>
/// A token is reserved for a short time, then marked as used or released. If a node fails in between, or loses its memory, the reservation expires
/// by itself, so that the token can be delivered again. An implementation that cannot reach its memory throws: the sender is then asked to try again.
/// </remarks>
public interface ITokenReplayCache
{
    /// <summary>Reserves a token's id in one atomic step: of any number of callers, exactly one succeeds.</summary>
    /// <param name="tokenKey">The token: a digest of its <c>iss</c> and <c>jti</c> (RFC 7519, section 4.1.7), in 32 hexadecimal digits.</param>
    /// <param name="reservedUntil">When the reservation ends, unless the token is marked as used before.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the caller has reserved it.</returns>
    ValueTask<TokenReservation> ReserveAsync(string tokenKey, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default);

    /// <summary>Remembers that what the token asked for was done.</summary>
    /// <param name="tokenKey">The token: a digest of its <c>iss</c> and <c>jti</c> (RFC 7519, section 4.1.7), in 32 hexadecimal digits.</param>
    /// <param name="expiresAt">When the id may be forgotten: from then on, the token is refused because of its age.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the id counts as used.</returns>
    ValueTask MarkUsedAsync(string tokenKey, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Releases an id, because what the token asked for could not be done: its sender may deliver it again.</summary>
    /// <param name="tokenKey">The token: a digest of its <c>iss</c> and <c>jti</c> (RFC 7519, section 4.1.7), in 32 hexadecimal digits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the id is free.</returns>
    ValueTask ReleaseAsync(string tokenKey, CancellationToken cancellationToken = default);
}
