using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>What sign-out reads of an ID token that sign-in has validated. Not a record: its text would show the claims.</summary>
internal sealed class IdTokenClaims
{
    /// <summary>The event that only logout tokens have (OpenID Connect Back-Channel Logout 1.0, section 2.4).</summary>
    public const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private const int MaxLength = 64 * 1024;
    private const int JwsParts = 3;
    private const int JweParts = 5;

    private IdTokenClaims()
    {
    }

    public string? Issuer { get; private init; }

    public IReadOnlyList<string> Audiences { get; private init; } = [];

    public string? Subject { get; private init; }

    public string? Sid { get; private init; }

    public string? Email { get; private init; }

    /// <summary>Gets the <c>iat</c>, by the server's clock.</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>Gets whether this is a logout token, signed with the same key, for the same audience, but no ID token at all.</summary>
    public bool IsLogoutToken { get; private init; }

    /// <summary>A JWE in compact form has five parts (RFC 7516, section 3.1).</summary>
    public static bool IsEncrypted(string token) => token.Length <= MaxLength && token.Split('.').Length == JweParts;

    /// <summary>Reads a signed JWT in compact form, without a look at signature or lifetime. Never throws.</summary>
    public static bool TryRead(string? idToken, [NotNullWhen(true)] out IdTokenClaims? claims)
    {
        claims = null;
        if (idToken is null or { Length: > MaxLength })
            return false;
        var parts = idToken.Split('.');
        if (parts.Length != JwsParts || !parts.All(part => StrictBase64Url.IsInAlphabet(part.AsSpan())))
            return false;

        try
        {
            using var header = Parse(parts[0]);
            using var payload = Parse(parts[1]);
            if (header.RootElement.ValueKind is not JsonValueKind.Object || payload.RootElement.ValueKind is not JsonValueKind.Object)
                return false;
            claims = Read(payload.RootElement);
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or UTF-16.
            return false;
        }
    }

    private static IdTokenClaims Read(JsonElement payload) => new()
    {
        Issuer = Text(payload, "iss"),
        Audiences = Texts(payload, "aud"),
        Subject = Text(payload, "sub"),
        Sid = Text(payload, "sid"),
        Email = Text(payload, "email"),
        IssuedAt = Time(payload, "iat"),
        IsLogoutToken = payload.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
            && events.TryGetProperty(LogoutEvent, out _),
    };

    private static JsonDocument Parse(string part) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part));

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.Array)
            return Text(payload, name) is { } one ? [one] : [];
        return [.. value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)];
    }

    // A NumericDate may have a fraction (RFC 7519, section 2).
    private static DateTimeOffset? Time(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.Number || !value.TryGetDouble(out var seconds))
            return null;
        return seconds >= 0 && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
    }
}
