using System.Text.Json;

namespace Okta.Logout;

/// <summary>Rules for claims that several types of tokens have.</summary>
internal static class ClaimRules
{
    public const int LongestTokenId = 1024;

    // OpenID Connect Core 1.0, section 2.
    private const int LongestSubject = 255;
    private const int LongestSessionId = 1024;

    /// <summary>The audience names this app, and nobody else who is not trusted (OpenID Connect Core 1.0, section 3.1.3.7, 3).</summary>
    public static TokenRefusal? Audience(JsonElement payload, IReadOnlyCollection<string> ours, IEnumerable<string> trusted)
    {
        _ = payload.TryGetTexts("aud", out var audiences);
        var isForUs = false;
        foreach (var audience in audiences)
        {
            if (ours.Contains(audience))
                isForUs = true;
            else if (!trusted.Contains(audience, StringComparer.Ordinal))
                return TokenRefusal.WrongAudience;
        }

        return isForUs ? null : TokenRefusal.WrongAudience;
    }

    /// <summary>If present, it is a client ID of this app (OpenID Connect Core 1.0, section 3.1.3.7, 5).</summary>
    public static TokenRefusal? AuthorizedParty(JsonElement payload, IReadOnlyCollection<string> ours) =>
        payload.TryGetOptionalText("azp", out var party) && (party is null || ours.Contains(party))
            ? null
            : TokenRefusal.WrongAuthorizedParty;

    /// <summary>Not from the future, and not older than the memory of replays (OpenID Connect Core 1.0, section 3.1.3.7, 10).</summary>
    public static TokenRefusal? IssuedAt(JsonElement payload, DateTimeOffset now, TimeSpan maxAge, TimeSpan skew) =>
        payload.TryGetTime("iat", out var issuedAt) && issuedAt <= now + skew && issuedAt >= now - maxAge - skew ? null : TokenRefusal.WrongIssuedAt;

    /// <summary>The times that the JWT handler validates are numbers, and in the right order (RFC 7519, sections 4.1.4 and 4.1.5).</summary>
    public static TokenRefusal? Lifetime(JsonElement payload, bool isExpirationRequired)
    {
        if (!payload.TryGetOptionalTime("exp", out var expiresAt) || !payload.TryGetOptionalTime("nbf", out var notBefore))
            return TokenRefusal.WrongLifetime;
        if (expiresAt is null)
            return isExpirationRequired ? TokenRefusal.WrongLifetime : null;
        var isInOrder = !(expiresAt < notBefore) && !(payload.TryGetTime("iat", out var issuedAt) && expiresAt < issuedAt);
        return isInOrder ? null : TokenRefusal.WrongLifetime;
    }

    /// <summary>A string of limited length (RFC 7519, section 4.1.7).</summary>
    public static TokenRefusal? TokenId(JsonElement payload) =>
        payload.TryGetText("jti", out var tokenId) && tokenId.Length <= LongestTokenId ? null : TokenRefusal.WrongTokenId;

    /// <summary>If present, a string of up to 255 ASCII characters (OpenID Connect Core 1.0, section 2).</summary>
    public static TokenRefusal? Subject(JsonElement payload) =>
        payload.TryGetOptionalText("sub", out var subject) && (subject is null || (subject.Length <= LongestSubject && subject.All(c => c < 0x80)))
            ? null
            : TokenRefusal.WrongSubject;

    /// <summary>If present, a string (Back-Channel Logout 1.0, section 2.4).</summary>
    public static TokenRefusal? SessionId(JsonElement payload, bool isRequired) =>
        payload.TryGetOptionalText("sid", out var sessionId) && (sessionId is null ? !isRequired : sessionId.Length <= LongestSessionId)
            ? null
            : TokenRefusal.WrongSessionId;
}
