using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>A valid logout token as the conformance suite makes it; a test changes the part that it is about. A null value is JSON null.</summary>
internal sealed class SomeLogoutToken
{
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static int _number;

    public Dictionary<string, object?> Header { get; } = new() { ["alg"] = "RS256", ["kid"] = ProviderKeys.RsaId };

    public Dictionary<string, object?> Claims { get; } = new()
    {
        ["iss"] = The.Issuer,
        ["sub"] = The.Subject,
        ["aud"] = The.ClientId,
        ["jti"] = $"jti-{Interlocked.Increment(ref _number)}",
        ["sid"] = The.Sid,
        ["events"] = new Dictionary<string, object> { [Event] = new { } },
        ["iat"] = The.Now.ToUnixTimeSeconds(),
        ["exp"] = The.Now.ToUnixTimeSeconds() + 120,
    };

    /// <summary>The bytes of the header, in place of those that <see cref="Header"/> makes.</summary>
    public byte[]? RawHeader { get; init; }

    public byte[]? RawPayload { get; init; }

    /// <summary>Signs the text before the second dot; by default, with the provider's key for the <c>alg</c>.</summary>
    public Func<byte[], byte[]>? Signature { get; init; }

    public static string Valid() => new SomeLogoutToken().Build();

    public static string WithClaim(string name, object? value) => new SomeLogoutToken().BuildWith(name, value);

    public static string WithoutClaim(params string[] names) => new SomeLogoutToken().BuildWithout(names);

    /// <summary>A token whose payload is this text, with <c>{0}</c> for the members of a valid one.</summary>
    public static string WithPayload(string template)
    {
        var members = JsonSerializer.Serialize(new SomeLogoutToken().Claims)[1..^1];
        return new SomeLogoutToken { RawPayload = Encoding.UTF8.GetBytes(template.Replace("{0}", members, StringComparison.Ordinal)) }.Build();
    }

    public static string WithHeader(string name, object? value) => new SomeLogoutToken().BuildWithHeader(name, value);

    public static string WithoutHeader(string name) => new SomeLogoutToken().BuildWithoutHeader(name);

    public static string WithRawHeader(string json) => new SomeLogoutToken { RawHeader = Encoding.UTF8.GetBytes(json) }.Build();

    public string BuildWith(string claim, object? value)
    {
        Claims[claim] = value;
        return Build();
    }

    public string BuildWithout(params string[] claims)
    {
        foreach (var claim in claims)
            Claims.Remove(claim);
        return Build();
    }

    public string BuildWithHeader(string name, object? value)
    {
        Header[name] = value;
        return Build();
    }

    public string BuildWithoutHeader(string name)
    {
        Header.Remove(name);
        return Build();
    }

    public string Build()
    {
        var header = RawHeader ?? JsonSerializer.SerializeToUtf8Bytes(Header);
        var payload = RawPayload ?? JsonSerializer.SerializeToUtf8Bytes(Claims);
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode((Signature ?? Sign)(Encoding.ASCII.GetBytes(signed)))}";
    }

    private byte[] Sign(byte[] text) => (Header.GetValueOrDefault("alg") as string) switch
    {
        "RS384" => ProviderKeys.Rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => ProviderKeys.Rsa.SignData(text, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => ProviderKeys.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => ProviderKeys.Ec.SignData(text, HashAlgorithmName.SHA256),
        "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(The.ClientSecret), text),
        _ => SignBy(ProviderKeys.Rsa)(text),
    };

    public static Func<byte[], byte[]> SignBy(RSA key) => text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> SignBy(byte[] secret) => text => HMACSHA256.HashData(secret, text);
}
