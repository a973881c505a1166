namespace Okta.Logout;

/// <summary>Remembers which incoming tokens were used. Replace it, so that all nodes of an app share one memory.</summary>
public interface ITokenReplayCache
{
    /// <summary>Takes a token's id, in one atomic step: of any number of callers exactly one gets it.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>, which is unique for its issuer only (RFC 7519, section 4.1.7).</param>
    /// <param name="expiresAt">When the id may be forgotten: the token is refused by its age from then on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the id was free.</returns>
    /// <remarks>A memory that cannot be reached throws: the sender is then asked to try again.</remarks>
    ValueTask<bool> TryReserveAsync(string issuer, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken = default);

    /// <summary>Gives an id back, because what the token asked for could not be done: its sender may deliver it again.</summary>
    /// <param name="issuer">The token's <c>iss</c>.</param>
    /// <param name="tokenId">The token's <c>jti</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the id is free.</returns>
    ValueTask ReleaseAsync(string issuer, string tokenId, CancellationToken cancellationToken = default);
}
