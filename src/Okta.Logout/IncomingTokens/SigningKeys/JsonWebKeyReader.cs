using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Converts one member of a JWK set to a key; null for a key that cannot or must not verify signatures.</summary>
internal static class JsonWebKeyReader
{
    private const int SmallestModulus = 2048 / 8;
    private const int LargestModulus = 16384 / 8;
    private const int LargestExponent = 8;

    public static SigningKey? Read(JsonElement key)
    {
        if (key.ValueKind is not JsonValueKind.Object || !IsForSignatures(key) || !key.TryGetText("kty", out var type))
            return null;
        var found = type switch
        {
            "RSA" => ReadRsa(key),
            "EC" => ReadEllipticCurve(key),
            _ => null,
        };
        if (found is null || !TryRestrict(key, found, out var algorithms) || !Works(found.Key, algorithms[0]))
            return null;
        found.Key.KeyId = ReadKeyId(key);
        return found with { Algorithms = algorithms };
    }

    public static string? ReadKeyId(JsonElement key) => key.ValueKind is JsonValueKind.Object && key.TryGetText("kid", out var keyId) ? keyId : null;

    // A private key in a public document is known to everybody (OpenID Connect Discovery 1.0, section 3, jwks_uri).
    private static bool IsForSignatures(JsonElement key) =>
        !key.Has("d")
        && key.TryGetOptionalText("use", out var use) && use is null or "sig"
        && (!key.Has("key_ops") || (key.TryGetTexts("key_ops", out var operations) && operations.Contains("verify")))
        && key.TryGetOptionalText("kid", out _);

    private static bool TryRestrict(JsonElement key, SigningKey found, out IReadOnlyList<string> algorithms)
    {
        algorithms = [.. found.Algorithms];
        if (key.Has("alg"))
            algorithms = key.TryGetText("alg", out var only) && found.Algorithms.Contains(only) ? [only] : [];
        return algorithms.Count > 0;
    }

    // RFC 7518, sections 3.3 and 6.3.1.
    private static SigningKey? ReadRsa(JsonElement key)
    {
        if (!TryGetBytes(key, "n", out var modulus) || !TryGetBytes(key, "e", out var exponent))
            return null;
        var isStrong = modulus.Length is >= SmallestModulus and <= LargestModulus && modulus[0] >= 0x80 && modulus[^1] % 2 == 1;
        var isExponent = exponent.Length <= LargestExponent && exponent[0] > 0 && exponent[^1] % 2 == 1 && (exponent.Length > 1 || exponent[0] > 1);
        return isStrong && isExponent
            ? new(new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }), SigningAlgorithms.Rsa)
            : null;
    }

    // RFC 7518, sections 3.4 and 6.2.1.
    private static SigningKey? ReadEllipticCurve(JsonElement key)
    {
        if (!key.TryGetText("crv", out var curve) || !SigningAlgorithms.OfCurve.TryGetValue(curve, out var algorithm)
            || !TryGetBytes(key, "x", out _) || !TryGetBytes(key, "y", out _))
        {
            return null;
        }

        var point = new JsonWebKey { Kty = "EC", Crv = curve, X = key.GetProperty("x").GetString(), Y = key.GetProperty("y").GetString() };
        return new(point, [algorithm]);
    }

    // A key that the platform cannot import, such as a point that is not on its curve, is refused at its first use.
    private static bool Works(SecurityKey key, string algorithm)
    {
        try
        {
            var factory = key.CryptoProviderFactory;
            var verifier = factory.CreateForVerifying(key, algorithm);
            _ = verifier.Verify([0], [0]);
            factory.ReleaseSignatureProvider(verifier);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool TryGetBytes(JsonElement key, string name, out byte[] bytes)
    {
        bytes = key.TryGetText(name, out var text) && StrictBase64Url.IsValid(text.AsSpan()) ? StrictBase64Url.Decode(text) : [];
        return bytes.Length > 0;
    }
}
