using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>Which keys of a JWK set may verify signatures.</summary>
public sealed class SigningKeySets
{
    private static readonly Dictionary<string, object> BadKeys = new()
    {
        ["use enc"] = ProviderKeys.RsaJwk.With("use", "enc"),
        ["use of another kind"] = ProviderKeys.RsaJwk.With("use", 1),
        ["another alg"] = ProviderKeys.RsaJwk.With("alg", "RSA-OAEP"),
        ["alg of another kind"] = ProviderKeys.RsaJwk.With("alg", 1),
        ["1024 bits"] = ProviderKeys.OfRsa(ProviderKeys.SmallRsa, ProviderKeys.RsaId),
        ["key_ops without verify"] = ProviderKeys.RsaJwk.With("key_ops", new[] { "encrypt" }),
        ["kid of another kind"] = ProviderKeys.RsaJwk.With("kid", 1),
        ["private"] = ProviderKeys.RsaJwk.With("d", "AQAB"),
        ["oct"] = new { kty = "oct", kid = ProviderKeys.RsaId, k = Base64UrlEncoder.Encode(new byte[64]) },
        ["e = 1"] = ProviderKeys.RsaJwk.With("e", "AQ"),
        ["e = 1 with zeros"] = ProviderKeys.RsaJwk.With("e", "AAAB"),
        ["even e"] = ProviderKeys.RsaJwk.With("e", "AQAA"),
        ["even modulus"] = ProviderKeys.RsaJwk.With("n", Even(ProviderKeys.Rsa.ExportParameters(false).Modulus!)),
        ["padded modulus"] = ProviderKeys.RsaJwk.With("n", Base64UrlEncoder.Encode(new byte[256])),
        ["modulus missing"] = ProviderKeys.RsaJwk.With("n", null),
        ["modulus no base64url"] = ProviderKeys.RsaJwk.With("n", "+/="),
        ["point not on the curve"] = ProviderKeys.EcJwk.With("y", ProviderKeys.EcJwk["x"]),
        ["short point"] = ProviderKeys.EcJwk.With("x", "AA"),
        ["unknown curve"] = ProviderKeys.EcJwk.With("crv", "secp256k1"),
        ["unknown type"] = ProviderKeys.RsaJwk.With("kty", "OKP"),
        ["a text"] = "key",
        ["a number"] = 1,
        ["an empty object"] = new { },
    };

    public static TheoryData<string> BadKeyNames => [.. BadKeys.Keys];

    [Theory]
    [MemberData(nameof(BadKeyNames))]
    public void Leave_out(string name)
    {
        var set = Read(ProviderKeys.Set(BadKeys[name], ProviderKeys.OfRsa(ProviderKeys.SecondRsa, "rsa-2")))!;

        set.Find(ProviderKeys.RsaId, "RS256").Should().BeEmpty();
        set.Find(ProviderKeys.EcId, "ES256").Should().BeEmpty();
        set.Find("rsa-2", "RS256").Should().HaveCount(1, "a bad key spoils no other");
        (set.Count, set.Ignored).Should().Be((1, 1));
    }

    [Fact]
    public void Give_keys_for_their_algorithms_only()
    {
        var set = Read(ProviderKeys.Set(ProviderKeys.RsaJwk.With("alg", "RS256"), ProviderKeys.EcJwk))!;

        set.Find(ProviderKeys.RsaId, "RS256").Should().HaveCount(1);
        set.Find(ProviderKeys.RsaId, "PS256").Should().BeEmpty();
        set.Find(ProviderKeys.RsaId, "ES256").Should().BeEmpty();
        set.Find(ProviderKeys.EcId, "ES256").Should().HaveCount(1);
        set.Find(ProviderKeys.EcId, "ES384").Should().BeEmpty();
        set.Find(null, "RS256").Should().HaveCount(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kty":"EC"}]}""")]
    [InlineData("""{"keys":[],"\ud800":1}""")]
    public void Are_refused_as_a_whole(string json) => Read(json).Should().BeNull();

    private static SigningKeySet? Read(string json) => SigningKeySet.Read(Encoding.UTF8.GetBytes(json));

    private static string Even(byte[] modulus)
    {
        modulus[^1] &= 0xFE;
        return Base64UrlEncoder.Encode(modulus);
    }
}
