using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The key with which the fake Okta signs.</summary>
internal static class TestKey
{
    private const string KeyId = "key-1";

    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly SigningCredentials Credentials = new(new RsaSecurityKey(Rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256);

    /// <summary>The key set as Okta publishes it.</summary>
    public static object Jwks { get; } = CreateJwks();

    /// <summary>The key for apps that know it without asking.</summary>
    public static SecurityKey PublicKey { get; } = new RsaSecurityKey(Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = KeyId };

    public static string Sign(IDictionary<string, object> claims) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
        .CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = Credentials });

    /// <summary>The key of the app, for providers that encrypt.</summary>
    public static SecurityKey DecryptionKey { get; } = new RsaSecurityKey(RSA.Create(2048));

    public static string Encrypt(string token) => new JsonWebTokenHandler().EncryptToken(
        token, new EncryptingCredentials(DecryptionKey, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512));

    private static object CreateJwks()
    {
        var key = Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) },
            },
        };
    }
}
