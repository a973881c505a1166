using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The rules of OpenID Connect Back-Channel Logout 1.0, section 2.6. The cheap ones run before those that need keys.</summary>
internal sealed class LogoutTokenValidator(IOptions<BackChannelLogoutOptions> options, TokenSignature signature, TimeProvider timeProvider)
    : TokenValidator<LogoutToken>(signature)
{
    private const string TokenType = "logout+jwt";
    private const string LogoutEvent = IdTokenClaims.LogoutEvent;

    // Read when a token arrives, because the host may still change the options while it starts.
    private BackChannelLogoutOptions Options => options.Value;

    protected override TimeSpan ClockSkew => Options.ClockSkew;

    protected override bool IsExpirationRequired => !Options.AllowMissingExpiration;

    // Sections 2.4 and 2.6 (3).
    protected override TokenRefusal? CheckHeader(JsonElement header) =>
        HeaderRules.NothingCritical(header)
        ?? HeaderRules.Algorithm(header, Options.SigningAlgorithm)
        ?? HeaderRules.Type(header, isRequired: false, Options.AllowTypJwt ? [TokenType, "JWT"] : [TokenType])
        ?? HeaderRules.KeyId(header);

    // Section 2.6 (4) to (7).
    protected override TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer) =>
        ClaimRules.Audience(payload, issuer.ClientIds, Options.TrustedAudiences)
        ?? ClaimRules.AuthorizedParty(payload, issuer.ClientIds)
        ?? ClaimRules.IssuedAt(payload, timeProvider.GetUtcNow(), Options.MaxAge, Options.ClockSkew)
        ?? ClaimRules.Lifetime(payload, !Options.AllowMissingExpiration)
        ?? ClaimRules.TokenId(payload)
        ?? ClaimRules.Subject(payload)
        ?? ClaimRules.SessionId(payload, Options.RequireSessionId)
        ?? SubjectOrSession(payload)
        ?? Event(payload)
        ?? NoNonce(payload);

    private static TokenRefusal? SubjectOrSession(JsonElement payload) =>
        payload.Has("sub") || payload.Has("sid") ? null : TokenRefusal.WrongSubject;

    // The value has to be an object, not an array or a string that a claims reader would convert; its other members do not matter.
    private static TokenRefusal? Event(JsonElement payload) =>
        payload.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
        && events.TryGetProperty(LogoutEvent, out var logout) && logout.ValueKind is JsonValueKind.Object
            ? null
            : TokenRefusal.WrongEvents;

    // Refused even if it is empty or null.
    private static TokenRefusal? NoNonce(JsonElement payload) => payload.Has("nonce") ? TokenRefusal.HasNonce : null;

    protected override TokenValidation<LogoutToken> Read(JsonElement payload, TrustedIssuer issuer)
    {
        _ = payload.TryGetText("jti", out var tokenId);
        _ = payload.TryGetText("sub", out var subject);
        _ = payload.TryGetTime("iat", out var issuedAt);

        // Section 2.7: a token with a sid means that session only, even if it also has a sub.
        return new LogoutToken
        {
            Issuer = issuer.Issuer,
            TokenId = tokenId!,
            ReplayableUntil = ReplayableUntil(payload, issuedAt),
            Target = payload.TryGetText("sid", out var sessionId)
                ? SessionTarget.ForSession(issuer.Issuer, sessionId)
                : SessionTarget.ForSubject(issuer.Issuer, subject!, issuedAt),
        };
    }

    private DateTimeOffset ReplayableUntil(JsonElement payload, DateTimeOffset issuedAt)
    {
        // One second more, because a token is still accepted in its last second.
        var end = issuedAt + Options.MaxAge + TimeSpan.FromSeconds(1);
        return (payload.TryGetTime("exp", out var expiresAt) && expiresAt < end ? expiresAt : end) + Options.ClockSkew;
    }
}
