using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The rules of RFC 8417 and of SSF 1.0, section 4.1 for security event tokens. The cheap ones run before those that need keys.</summary>
internal sealed class SecurityEventValidator(IOptions<SharedSignalsOptions> options, TokenSignature signature, TimeProvider timeProvider)
    : TokenValidator<SecurityEvent>(signature)
{
    private const string TokenType = "secevent+jwt";

    // CAEP Interoperability Profile 1.0, section 2.6.
    private const string Algorithm = "RS256";

    // Seconds of the year 5138, milliseconds of the year 1973.
    private const double FirstMilliseconds = 1e11;

    private SharedSignalsOptions Options => options.Value;

    protected override TimeSpan ClockSkew => Options.ClockSkew;

    protected override bool IsExpirationRequired => false;

    protected override TokenRefusal Malformed(string token, TokenRefusal refusal) => token is [.., '.'] ? SecurityEventRefusals.NotSigned : refusal;

    protected override TokenRefusal? CheckHeader(JsonElement header) =>
        HeaderRules.NothingCritical(header)
        ?? HeaderRules.Type(header, isRequired: true, TokenType)
        ?? HeaderRules.Algorithm(header, Algorithm)
        ?? HeaderRules.KeyId(header);

    protected override TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer) =>
        Audience(payload)
        ?? NeitherExpirationNorSubject(payload)
        ?? ClaimRules.IssuedAt(payload, timeProvider.GetUtcNow(), Options.MaxAge, Options.ClockSkew)
        ?? ClaimRules.TokenId(payload)
        ?? OneEvent(payload);

    // RFC 8417, section 2.2: the token may be for other receivers, too.
    private TokenRefusal? Audience(JsonElement payload) =>
        payload.TryGetTexts("aud", out var audiences) && audiences.Contains(Options.Audience, StringComparer.Ordinal) ? null : TokenRefusal.WrongAudience;

    // SSF 1.0, sections 4.1.2 and 4.1.7: so that it is never taken for another token.
    private static TokenRefusal? NeitherExpirationNorSubject(JsonElement payload) =>
        payload.Has("exp") || payload.Has("sub") ? SecurityEventRefusals.WrongClaims : null;

    private static TokenRefusal? OneEvent(JsonElement payload) =>
        payload.TryGetProperty("events", out var events) && events.ValueKind is JsonValueKind.Object
        && events.EnumerateObject().Select(one => one.Value.ValueKind).ToList() is [JsonValueKind.Object]
            ? null
            : SecurityEventRefusals.NotOneEvent;

    protected override TokenValidation<SecurityEvent> Read(JsonElement payload, TrustedIssuer issuer)
    {
        var one = payload.GetProperty("events").EnumerateObject().First();
        return one.Name switch
        {
            SecurityEventTypes.SessionRevoked => Read(payload, one.Value, issuer, Options.OnSessionRevoked),
            SecurityEventTypes.CredentialChange => Read(payload, one.Value, issuer, Options.OnCredentialChange),
            SecurityEventTypes.Verification when Options.VerificationState is { } expected
                && !(one.Value.TryGetText("state", out var state) && string.Equals(state, expected, StringComparison.Ordinal)) => SecurityEventRefusals.WrongState,
            _ => Create(payload, issuer, []),
        };
    }

    private TokenValidation<SecurityEvent> Read(JsonElement payload, JsonElement content, TrustedIssuer issuer, SharedSignalAction action)
    {
        if (SecurityEventSubject.Find(payload, content) is not { } subject)
            return SecurityEventRefusals.WrongSubject;
        if (TimeOf(payload, content) is not { } time)
            return SecurityEventRefusals.WrongTime;
        if (SecurityEventSubject.TargetsOf(subject, issuer, time) is not { } targets)
            return SecurityEventRefusals.WrongSubject;
        return Create(payload, issuer, action is SharedSignalAction.EndSessions ? targets : []);
    }

    // CAEP 1.0, section 2: seconds; Okta's examples have milliseconds. Never later than the token. By the clock of the issuer, like the starts of sessions.
    private static DateTimeOffset? TimeOf(JsonElement payload, JsonElement content)
    {
        if (!payload.TryGetTime("iat", out var issuedAt) || !content.TryGetProperty("event_timestamp", out var value))
            return issuedAt;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDouble(out var number) || !(number >= 0))
            return null;
        var seconds = number >= FirstMilliseconds ? number / 1000 : number;
        if (seconds >= FirstMilliseconds)
            return null;
        var happenedAt = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return happenedAt < issuedAt ? happenedAt : issuedAt;
    }

    private SecurityEvent Create(JsonElement payload, TrustedIssuer issuer, IReadOnlyList<SessionTarget> targets)
    {
        _ = payload.TryGetText("jti", out var tokenId);
        _ = payload.TryGetTime("iat", out var issuedAt);

        // One second more, because a token is still accepted in its last second.
        return new()
        {
            Issuer = issuer.Issuer,
            TokenId = tokenId!,
            ReplayableUntil = issuedAt + Options.MaxAge + Options.ClockSkew + TimeSpan.FromSeconds(1),
            Targets = targets,
        };
    }
}
