using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The keys with which one issuer signs.</summary>
internal interface ISigningKeySource
{
    /// <summary>The keys that may have signed a token; none if the issuer has no fitting key.</summary>
    /// <param name="keyId">The token's <c>kid</c>.</param>
    /// <param name="algorithm">The token's <c>alg</c>, one that was registered.</param>
    /// <param name="cancellationToken">Ends this caller's wait; a download that other callers share goes on.</param>
    /// <exception cref="SigningKeysUnavailableException">The keys are not available, so the token cannot be validated.</exception>
    ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken);
}
