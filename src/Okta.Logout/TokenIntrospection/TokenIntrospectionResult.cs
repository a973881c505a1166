namespace Okta.Logout;

/// <summary>The result of one introspection. Its <see cref="ToString"/> shows nothing secret.</summary>
/// <param name="status">What the server said.</param>
/// <param name="response">The response about an active token; see <see cref="Response"/>.</param>
/// <param name="expiresAt">When the token expires; see <see cref="ExpiresAt"/>.</param>
/// <param name="error">Why there is no verdict; see <see cref="Error"/>.</param>
public sealed class TokenIntrospectionResult(TokenIntrospectionStatus status, string? response = null, DateTimeOffset? expiresAt = null, string? error = null)
{
    /// <summary>Gets what the server said.</summary>
    public TokenIntrospectionStatus Status { get; } = status;

    /// <summary>Gets the <c>exp</c>, until which an active token may be remembered at most.</summary>
    /// <value><see langword="null"/> if the server does not say it, or the token is not active.</value>
    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    /// <summary>Gets why there is no verdict.</summary>
    /// <value><see langword="null"/> if there is one; otherwise one line that begins with an id of docs/errors.md and may name the OAuth error code.</value>
    public string? Error { get; } = error;

    /// <summary>Gets the response of the server about an active token (RFC 7662, section 2.2), which says whose token it is. Do not log it.</summary>
    /// <value>A JSON object without repeated members; <see langword="null"/> if the token is not active. Whether the token is an access token, and one for this app, is not checked.</value>
    public string? Response { get; } = response;

    /// <summary>Returns status and error, which hold nothing secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => Error is null ? $"{Status}" : $"{Status}: {Error}";
}
