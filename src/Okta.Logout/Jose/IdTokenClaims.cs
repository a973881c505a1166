using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>What sign-out reads of a token of a session: an ID token that sign-in has validated, or an access token beside it. Not a record, because ToString of a record shows the values.</summary>
internal sealed class IdTokenClaims
{
    /// <summary>The event that only logout tokens have (OpenID Connect Back-Channel Logout 1.0, section 2.4).</summary>
    public const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private const int MaxLength = 64 * 1024;
    private const int JweParts = 5;

    // The year 2286 in seconds, 1970 in milliseconds.
    private static readonly DateTimeOffset FirstImplausibleExpiry = DateTimeOffset.FromUnixTimeSeconds(10_000_000_000);

    private IdTokenClaims()
    {
    }

    public string? Issuer { get; private init; }

    public IReadOnlyList<string> Audiences { get; private init; } = [];

    public string? Subject { get; private init; }

    public string? Sid { get; private init; }

    public string? TokenId { get; private init; }

    public string? Email { get; private init; }

    /// <summary>Gets the <c>iat</c>, by the server's clock.</summary>
    public DateTimeOffset? IssuedAt { get; private init; }

    /// <summary>Gets the <c>exp</c>, by the server's clock.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>Gets the <c>auth_time</c>: when the user has given credentials, by the server's clock.</summary>
    public DateTimeOffset? AuthenticatedAt { get; private init; }

    /// <summary>Gets when the provider wants the session to end; null if it does not say, or in a way that has no meaning.</summary>
    public DateTimeOffset? SessionExpiry { get; private init; }

    /// <summary>Gets whether there is a <c>session_expiry</c> that is no time in seconds: text, or so late that milliseconds must have been meant.</summary>
    public bool HasUnusableSessionExpiry { get; private init; }

    /// <summary>Gets whether this is a logout token, which has the same signature and audience as an ID token.</summary>
    public bool IsLogoutToken { get; private init; }

    /// <summary>A JWE in compact form has five parts (RFC 7516, section 3.1).</summary>
    public static bool IsEncrypted(string token) => token.Length <= MaxLength && token.Split('.').Length == JweParts;

    /// <summary>Reads a signed JWT in compact form, without checking its signature or lifetime. Never throws.</summary>
    public static bool TryRead(string? idToken, [NotNullWhen(true)] out IdTokenClaims? claims)
    {
        claims = null;
        if (idToken is null || !CompactJws.TryParse(idToken, out var jws, out _, MaxLength))
            return false;
        using (jws)
            return TryRead(jws.Payload, out claims);
    }

    private static bool TryRead(JsonElement payload, [NotNullWhen(true)] out IdTokenClaims? claims)
    {
        try
        {
            claims = Read(payload);
            return true;
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair.
            claims = null;
            return false;
        }
    }

    private static IdTokenClaims Read(JsonElement payload)
    {
        var isSessionExpiryUsable = payload.TryGetOptionalTime("session_expiry", out var sessionExpiry) && !(sessionExpiry >= FirstImplausibleExpiry);
        return new()
        {
            Issuer = Text(payload, "iss"),
            Audiences = Texts(payload, "aud"),
            Subject = Text(payload, "sub"),
            Sid = Text(payload, "sid"),
            TokenId = Text(payload, "jti"),
            Email = Text(payload, "email"),
            IssuedAt = payload.TryGetOptionalTime("iat", out var issuedAt) ? issuedAt : null,
            ExpiresAt = payload.TryGetOptionalTime("exp", out var expiresAt) ? expiresAt : null,
            IsLogoutToken = payload.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
                && events.TryGetProperty(LogoutEvent, out _),
            AuthenticatedAt = payload.TryGetOptionalTime("auth_time", out var authenticatedAt) ? authenticatedAt : null,
            SessionExpiry = isSessionExpiryUsable ? sessionExpiry : null,
            HasUnusableSessionExpiry = !isSessionExpiryUsable,
        };
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string[] Texts(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.Array)
            return Text(payload, name) is { } one ? [one] : [];
        return [.. value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)];
    }
}
