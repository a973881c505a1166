namespace Okta.Logout;

/// <summary>Asks the authorization server whether a token is still valid (RFC 7662).</summary>
public interface ITokenIntrospectionClient
{
    /// <summary>Asks about one token. A failure of the server or the network is a result, never an exception.</summary>
    /// <param name="token">The token's value.</param>
    /// <param name="tokenTypeHint">What kind of token it is.</param>
    /// <param name="cancellationToken">Cancels the attempt. Without it, an introspection ends after the remote timeout of the registration.</param>
    /// <returns>What the server said. Nothing is cached.</returns>
    /// <exception cref="ArgumentException"><paramref name="token"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokenTypeHint"/> is not one of the kinds.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TokenIntrospectionResult> IntrospectAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default);
}
