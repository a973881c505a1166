using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>The keys of a provider that signs with RSA, has other keys in its set, and those of an attacker.</summary>
internal static class ProviderKeys
{
    public const string RsaId = "rsa-1";
    public const string EcId = "ec-1";

    public static readonly RSA Rsa = RSA.Create(2048);
    public static readonly RSA SecondRsa = RSA.Create(2048);
    public static readonly RSA AttackerRsa = RSA.Create(2048);
    public static readonly RSA SmallRsa = RSA.Create(1024);
    public static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static Dictionary<string, object> RsaJwk { get; } = OfRsa(Rsa, RsaId);

    public static Dictionary<string, object> EcJwk { get; } = OfEc(Ec, EcId);

    /// <summary>What a provider of the conformance suite publishes.</summary>
    public static string Jwks { get; } = Set(RsaJwk, EcJwk);

    public static string Set(params object[] keys) => JsonSerializer.Serialize(new { keys });

    public static Dictionary<string, object> OfRsa(RSA rsa, string keyId)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = keyId, ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent) };
    }

    public static Dictionary<string, object> OfEc(ECDsa ec, string keyId)
    {
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = keyId, ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
    }

    /// <summary>The same key with other members; a null one is left out.</summary>
    public static Dictionary<string, object> With(this Dictionary<string, object> key, string member, object? value)
    {
        Dictionary<string, object> copy = new(key);
        if (value is null)
            copy.Remove(member);
        else
            copy[member] = value;
        return copy;
    }
}
