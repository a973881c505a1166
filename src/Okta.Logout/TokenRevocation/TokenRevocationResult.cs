namespace Okta.Logout;

/// <summary>The result of one revocation. Holds nothing secret.</summary>
/// <param name="status">How it ended.</param>
/// <param name="error">Why the token is not revoked; see <see cref="Error"/>.</param>
public sealed class TokenRevocationResult(TokenRevocationStatus status, string? error = null)
{
    /// <summary>Gets how it ended.</summary>
    public TokenRevocationStatus Status { get; } = status;

    /// <summary>Gets why the token is not revoked.</summary>
    /// <value><see langword="null"/> when revoked; otherwise one line that begins with an id of docs/errors.md and may name the OAuth error code.</value>
    public string? Error { get; } = error;

    /// <summary>Gets whether the token is known to be revoked.</summary>
    public bool IsRevoked => Status is TokenRevocationStatus.Revoked;

    /// <summary>Returns status and error, which hold nothing secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => Error is null ? $"{Status}" : $"{Status}: {Error}";
}
