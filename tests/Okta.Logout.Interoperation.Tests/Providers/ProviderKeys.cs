using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The keys of one provider: those that sign, and the others that the suite publishes beside them.</summary>
internal sealed class ProviderKeys : IDisposable
{
    private const string Secp256K1 = "1.3.132.0.10";

    private static readonly RSA Encryption = RSA.Create(2048);
    private static readonly ECDsa Koblitz = ECDsa.Create(ECCurve.CreateFromValue(Secp256K1));

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _ed25519 = Encode(RandomNumberGenerator.GetBytes(32));
    private readonly string _id = RandomNumberGenerator.GetHexString(8);

    public Dictionary<string, string>[] Jwks =>
    [
        new() { ["kty"] = "OKP", ["crv"] = "Ed25519", ["use"] = "sig", ["kid"] = $"ed25519-{_id}", ["x"] = _ed25519 },
        OfEc(Koblitz, "secp256k1", $"secp256k1-{_id}"),
        OfRsa(Encryption, "enc", $"encryption-{_id}"),
        OfRsa(_rsa, "sig", $"rsa-{_id}"),
        OfEc(_ec, "P-256", $"ec-{_id}"),
    ];

    public string Sign(string algorithm, Dictionary<string, object> claims, string? type = null)
    {
        Dictionary<string, object> header = new() { ["alg"] = algorithm };
        if (algorithm != "none")
            header["kid"] = algorithm == "ES256" ? $"ec-{_id}" : $"rsa-{_id}";
        if (type is not null)
            header["typ"] = type;
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Encode(Sign(algorithm, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Whether these keys have signed the token.</summary>
    public bool HaveSigned(string token)
    {
        var end = token.LastIndexOf('.');
        var text = Encoding.ASCII.GetBytes(token[..end]);
        var signature = Base64UrlEncoder.DecodeBytes(token[(end + 1)..]);
        return _rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            || _rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
            || _ec.VerifyData(text, signature, HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    private byte[] Sign(string algorithm, byte[] text) => algorithm switch
    {
        "none" => [],
        "RS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => _ec.SignData(text, HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The provider has no such key."),
    };

    private static string Encode(Dictionary<string, object> members) => Encode(JsonSerializer.SerializeToUtf8Bytes(members));

    private static string Encode(byte[] bytes) => Base64UrlEncoder.Encode(bytes);

    private static Dictionary<string, string> OfRsa(RSA rsa, string use, string keyId)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["use"] = use, ["kid"] = keyId, ["n"] = Encode(key.Modulus!), ["e"] = Encode(key.Exponent!) };
    }

    private static Dictionary<string, string> OfEc(ECDsa ec, string curve, string keyId)
    {
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return new() { ["kty"] = "EC", ["crv"] = curve, ["use"] = "sig", ["kid"] = keyId, ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!) };
    }
}
