namespace Okta.Logout;

/// <summary>Revokes tokens at the authorization server (RFC 7009).</summary>
public interface ITokenRevocationClient
{
    /// <summary>Revokes one token. What the server or the network does is a result, never an exception.</summary>
    /// <param name="token">The token's value.</param>
    /// <param name="tokenTypeHint">What kind of token it is.</param>
    /// <param name="cancellationToken">Ends the attempt: of its own accord a revocation ends after the registration's remote timeout.</param>
    /// <returns>How the revocation ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null or empty.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default);
}
