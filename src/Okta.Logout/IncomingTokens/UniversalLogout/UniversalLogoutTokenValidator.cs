using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>
/// The rules of Okta's bearer token for Universal Logout. The cheap ones run before those that need keys. ID tokens are signed with the same keys: <c>typ</c>
/// and <c>aud</c> tell the two apart.
/// </summary>
internal sealed class UniversalLogoutTokenValidator(IOptions<UniversalLogoutOptions> options, TokenSignature signature, TimeProvider timeProvider)
    : TokenValidator<UniversalLogoutToken>(signature)
{
    private const string TokenType = "global-token-revocation+jwt";

    private static readonly TokenRefusal WrongClient = new("OL8214", "The sub is not the client id of this app at the issuer.");
    private static readonly TokenRefusal LivesTooLong = new("OL8215", "The lifetime of the token is longer than MaxLifetime.");

    private UniversalLogoutOptions Options => options.Value;

    protected override TimeSpan ClockSkew => Options.ClockSkew;

    protected override bool IsExpirationRequired => true;

    protected override TokenRefusal? CheckHeader(JsonElement header) =>
        HeaderRules.NothingCritical(header)
        ?? HeaderRules.Algorithm(header, Options.SigningAlgorithm)
        ?? HeaderRules.Type(header, isRequired: true, TokenType)
        ?? HeaderRules.KeyId(header);

    protected override TokenRefusal? CheckClaims(JsonElement payload, TrustedIssuer issuer) =>
        ClaimRules.Audience(payload, [Options.GetAudience()], trusted: [])
        ?? ClaimRules.IssuedAt(payload, timeProvider.GetUtcNow(), Options.MaxLifetime, Options.ClockSkew)
        ?? ClaimRules.Lifetime(payload, isExpirationRequired: true)
        ?? BoundedLifetime(payload)
        ?? ClaimRules.TokenId(payload)
        ?? Client(payload, issuer);

    private TokenRefusal? BoundedLifetime(JsonElement payload) =>
        payload.TryGetTime("exp", out var expiresAt) && payload.TryGetTime("iat", out var issuedAt)
        && expiresAt - issuedAt <= Options.MaxLifetime + Options.ClockSkew
            ? null
            : LivesTooLong;

    private static TokenRefusal? Client(JsonElement payload, TrustedIssuer issuer) =>
        payload.TryGetText("sub", out var client) && issuer.ClientIds.Contains(client, StringComparer.Ordinal) ? null : WrongClient;

    protected override TokenValidation<UniversalLogoutToken> Read(JsonElement payload, TrustedIssuer issuer)
    {
        _ = payload.TryGetText("jti", out var tokenId);
        _ = payload.TryGetText("sub", out var client);
        _ = payload.TryGetTime("iat", out var issuedAt);
        _ = payload.TryGetTime("exp", out var expiresAt);

        // One second more: times may have fractions, which are cut off here.
        return new UniversalLogoutToken
        {
            Issuer = issuer,
            ClientId = client!,
            TokenId = tokenId!,
            IssuedAt = issuedAt,
            ReplayableUntil = expiresAt + Options.ClockSkew + TimeSpan.FromSeconds(1),
        };
    }
}
