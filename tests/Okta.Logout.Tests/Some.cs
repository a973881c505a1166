using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout.Tests;

/// <summary>Builders of what tests need some of, with defaults that are valid.</summary>
internal static partial class Some
{
    public static OktaLogoutOptions Options() => new()
    {
        Issuer = The.Issuer,
        ClientId = The.ClientId,
        ClientSecret = The.ClientSecret,
    };

    /// <summary>A JWT with these claims; its signature is not valid, and nothing that takes a hint looks at it.</summary>
    public static string IdToken(
        object? iss = null, object? aud = null, string? sub = The.Subject, string? sid = The.Sid, string? email = The.Email, DateTimeOffset? expires = null)
    {
        var issuedAt = The.Now.AddMinutes(-5);
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = iss ?? The.Issuer,
            ["aud"] = aud ?? The.ClientId,
            ["sub"] = sub,
            ["sid"] = sid,
            ["email"] = email,
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = (expires ?? issuedAt.AddHours(1)).ToUnixTimeSeconds(),
        };
        return Jwt(new { alg = "RS256", kid = "key-1" }, claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value));
    }

    public static string Jwt(object header, object payload) =>
        $"{Encode(JsonSerializer.Serialize(header))}.{Encode(JsonSerializer.Serialize(payload))}.{Encode("secret-signature")}";

    private static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));
}
