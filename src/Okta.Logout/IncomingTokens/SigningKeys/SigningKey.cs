using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>A public key of a key set, with the algorithms that it may verify.</summary>
internal sealed record SigningKey(SecurityKey Key, IReadOnlyCollection<string> Algorithms)
{
    public bool Fits(string? keyId, string algorithm) =>
        (keyId is null || string.Equals(Key.KeyId, keyId, StringComparison.Ordinal)) && Algorithms.Contains(algorithm, StringComparer.Ordinal);
}
