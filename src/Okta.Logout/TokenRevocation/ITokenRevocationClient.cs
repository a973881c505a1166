namespace Okta.Logout;

/// <summary>Revokes tokens at the authorization server (RFC 7009).</summary>
public interface ITokenRevocationClient
{
    /// <summary>Revokes one token. A failure of the server or the network is a result, never an exception.</summary>
    /// <param name="token">The token's value.</param>
    /// <param name="tokenTypeHint">What kind of token it is.</param>
    /// <param name="cancellationToken">Cancels the attempt. Without it, a revocation ends after the remote timeout of the registration.</param>
    /// <returns>How the revocation ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null or empty.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default);
}
