using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>A key set that is known already.</summary>
internal sealed class KnownKeys(string jwks) : ISigningKeySource
{
    private readonly SigningKeySet _keys = SigningKeySet.Read(Encoding.UTF8.GetBytes(jwks))!;

    public ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken) => new(_keys.Find(keyId, algorithm));
}
