namespace Okta.Logout.Tests;

/// <summary>A revocation client that does as the test says.</summary>
internal sealed class ScriptedRevocation(Func<string, CancellationToken, Task<TokenRevocationResult>> revoke) : ITokenRevocationClient
{
    public Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default) =>
        revoke(token, cancellationToken);
}
