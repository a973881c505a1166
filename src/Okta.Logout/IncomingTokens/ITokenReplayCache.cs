namespace Okta.Logout;

/// <summary>Remembers which incoming tokens were used. Replace it, so that all nodes of an app share one memory.</summary>
/// <remarks>
/// A token is reserved for a moment, then marked as used or released. A node that fails in between, or loses its memory, leaves a reservation that ends
/// by itself, so that the token can be delivered again. A memory that cannot be reached throws: the sender is then asked to try again.
/// </remarks>
public interface ITokenReplayCache
{
    /// <summary>Takes a token's id, in one atomic step: of any number of callers exactly one gets it.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>, which is unique for its issuer only (RFC 7519, section 4.1.7).</param>
    /// <param name="reservedUntil">When the reservation ends, unless the token is marked as used before.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the caller got it.</returns>
    ValueTask<TokenReservation> TryReserveAsync(string issuer, string tokenId, DateTimeOffset reservedUntil, CancellationToken cancellationToken = default);

    /// <summary>Remembers that what the token asked for was done.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="expiresAt">When the id may be forgotten: the token is refused by its age from then on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the id counts as used.</returns>
    ValueTask MarkUsedAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Gives an id back, because what the token asked for could not be done: its sender may deliver it again.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the id is free.</returns>
    ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default);
}
