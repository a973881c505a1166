namespace Okta.Logout;

/// <summary>The result of one revocation. Holds nothing secret.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">
/// <see langword="null"/> when revoked; otherwise one line that begins with an id of docs/errors.md and may name the OAuth error code.
/// </param>
public sealed record TokenRevocationResult(TokenRevocationStatus Status, string? Error = null)
{
    /// <summary>Gets whether the token is known to be dead.</summary>
    public bool IsRevoked => Status is TokenRevocationStatus.Revoked;
}
