using System.Text.Json;

namespace Okta.Logout;

/// <summary>Rules for claims that several types of tokens have.</summary>
internal static class ClaimRules
{
    public const int LongestTokenId = 1024;

    // OpenID Connect Core 1.0, section 2.
    private const int LongestSubject = 255;
    private const int LongestSessionId = 1024;

    /// <summary>One of our names is there, and no name that is neither ours nor trusted (OpenID Connect Core 1.0, section 3.1.3.7, 3).</summary>
    public static TokenRefusal? Audience(JsonElement payload, IReadOnlyCollection<string> ours, IEnumerable<string> trusted) =>
        payload.TryGetTexts("aud", out var audiences)
        && audiences.Any(audience => ours.Contains(audience, StringComparer.Ordinal))
        && audiences.All(audience => ours.Contains(audience, StringComparer.Ordinal) || trusted.Contains(audience, StringComparer.Ordinal))
            ? null
            : TokenRefusal.WrongAudience;

    /// <summary>Where it is there, it is one of ours (OpenID Connect Core 1.0, section 3.1.3.7, 5).</summary>
    public static TokenRefusal? AuthorizedParty(JsonElement payload, IReadOnlyCollection<string> ours) =>
        !payload.Has("azp") || (payload.TryGetText("azp", out var party) && ours.Contains(party, StringComparer.Ordinal))
            ? null
            : TokenRefusal.WrongAuthorizedParty;

    /// <summary>Not from the future, and not older than the memory of replays (OpenID Connect Core 1.0, section 3.1.3.7, 10).</summary>
    public static TokenRefusal? IssuedAt(JsonElement payload, DateTimeOffset now, TimeSpan maxAge, TimeSpan skew) =>
        payload.TryGetTime("iat", out var issuedAt) && issuedAt <= now + skew && issuedAt >= now - maxAge - skew ? null : TokenRefusal.WrongIssuedAt;

    /// <summary>The times that the signature's handler judges are numbers, and in order (RFC 7519, sections 4.1.4 and 4.1.5).</summary>
    public static TokenRefusal? Lifetime(JsonElement payload, bool isExpirationRequired)
    {
        var hasExpiration = payload.TryGetTime("exp", out var expiresAt);
        if (!hasExpiration && (isExpirationRequired || payload.Has("exp")))
            return TokenRefusal.WrongLifetime;
        if (!payload.TryGetTime("nbf", out var notBefore) && payload.Has("nbf"))
            return TokenRefusal.WrongLifetime;
        var start = payload.TryGetTime("iat", out var issuedAt) && issuedAt > notBefore ? issuedAt : notBefore;
        return hasExpiration && expiresAt < start ? TokenRefusal.WrongLifetime : null;
    }

    /// <summary>A text of bearable length (RFC 7519, section 4.1.7).</summary>
    public static TokenRefusal? TokenId(JsonElement payload) =>
        payload.TryGetText("jti", out var tokenId) && tokenId.Length <= LongestTokenId ? null : TokenRefusal.WrongTokenId;

    /// <summary>Where it is there, a text of up to 255 ASCII characters (OpenID Connect Core 1.0, section 2).</summary>
    public static TokenRefusal? Subject(JsonElement payload) =>
        !payload.Has("sub") || (payload.TryGetText("sub", out var subject) && subject.Length <= LongestSubject && subject.All(c => c < 0x80))
            ? null
            : TokenRefusal.WrongSubject;

    /// <summary>Where it is there, a text (Back-Channel Logout 1.0, section 2.4).</summary>
    public static TokenRefusal? SessionId(JsonElement payload, bool isRequired) =>
        (payload.Has("sid") ? payload.TryGetText("sid", out var sessionId) && sessionId.Length <= LongestSessionId : !isRequired)
            ? null
            : TokenRefusal.WrongSessionId;
}
