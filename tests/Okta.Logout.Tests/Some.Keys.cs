using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    public static SigningCredentials PrivateKey() => new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), "ES256");

    public static SigningCredentials PublicKeyOnly()
    {
        using var pair = RSA.Create(2048);
        return new(new RsaSecurityKey(pair.ExportParameters(includePrivateParameters: false)), "RS256");
    }

    public static SigningCredentials SymmetricKey() => new(new SymmetricSecurityKey(new byte[32]), "HS256");

    public static SigningCredentials SymmetricJsonWebKey() =>
        new(new JsonWebKey { Kty = "oct", K = Base64UrlEncoder.Encode(new byte[32]) }, "HS256");
}
