using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The rules of OpenID Connect Back-Channel Logout 1.0, section 2.6, the cheap ones before those that need keys.</summary>
internal sealed class LogoutTokenValidator(IOptions<BackChannelLogoutOptions> options, TokenSignature signature, TimeProvider timeProvider)
{
    private const string TokenType = "logout+jwt";
    private const string LogoutEvent = IdTokenClaims.LogoutEvent;

    // Read when a token comes: the host may still change the options while it starts.
    private BackChannelLogoutOptions Options => options.Value;

    /// <summary>Judges a token without remembering it.</summary>
    /// <param name="token">The token as it came.</param>
    /// <param name="issuers">Who may send one.</param>
    /// <param name="cancellationToken">Ends the wait for keys.</param>
    /// <exception cref="SigningKeysUnavailableException">The issuer's keys cannot be had, so nothing can be said.</exception>
    public async ValueTask<TokenValidation<LogoutToken>> ValidateAsync(
        string token, IReadOnlyList<TrustedIssuer> issuers, CancellationToken cancellationToken)
    {
        if (!CompactJws.TryParse(token, out var jws, out var malformed))
            return malformed;
        using (jws)
        {
            if (CheckHeader(jws.Header) is { } header)
                return header;
            if (TrustedIssuer.Find(issuers, jws.Payload) is not { } issuer)
                return TokenRefusal.UnknownIssuer;
            if (CheckClaims(jws.Payload, issuer) is { } claims)
                return claims;
            var forged = await signature
                .VerifyAsync(jws, issuer, Options.ClockSkew, !Options.AllowMissingExpiration, cancellationToken)
                .ConfigureAwait(false);
            if (forged is not null)
                return forged;
            return Read(jws.Payload, issuer);
        }
    }

    // Sections 2.4 and 2.6 (3).
    private TokenRefusal? CheckHeader(JsonElement header) =>
        HeaderRules.NothingCritical(header)
        ?? HeaderRules.Algorithm(header, Options.SigningAlgorithm)
        ?? HeaderRules.Type(header, isRequired: false, Options.AllowTypJwt ? [TokenType, "JWT"] : [TokenType])
        ?? HeaderRules.KeyId(header);

    // Section 2.6 (4) to (7).
    private TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer) =>
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

    // An object, not whatever a claims reader would make of an array or a text; what else is in it does not matter.
    private static TokenRefusal? Event(JsonElement payload) =>
        payload.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
        && events.TryGetProperty(LogoutEvent, out var logout) && logout.ValueKind is JsonValueKind.Object
            ? null
            : TokenRefusal.WrongEvents;

    // Not even an empty one, nor null.
    private static TokenRefusal? NoNonce(JsonElement payload) => payload.Has("nonce") ? TokenRefusal.HasNonce : null;

    private LogoutToken Read(JsonElement payload, TrustedIssuer issuer)
    {
        _ = payload.TryGetText("jti", out var tokenId);
        _ = payload.TryGetText("sub", out var subject);
        _ = payload.TryGetTime("iat", out var issuedAt);

        // Section 2.7: a token with sid means that session, whoever else it names.
        return new()
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
        // One second more: at its last moment a token is still accepted.
        var end = issuedAt + Options.MaxAge + TimeSpan.FromSeconds(1);
        return (payload.TryGetTime("exp", out var expiresAt) && expiresAt < end ? expiresAt : end) + Options.ClockSkew;
    }
}
