using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.JwtBearer;

/// <summary>Reads the claims of a validated token. Which type it has depends on <c>UseSecurityTokenValidators</c>.</summary>
internal static class AccessTokenClaims
{
    /// <summary>Returns null if the token is of an unknown type, or has no issuer.</summary>
    public static ValidatedAccessToken? Read(SecurityToken? token) => token switch
    {
        JsonWebToken jwt => Read(jwt.InnerToken ?? jwt),
        JwtSecurityToken jwt => Read(jwt.InnerToken ?? jwt),
        _ => null,
    };

    /// <summary>Reads the claims of a response about a token. It has no <c>email</c>, but the login name of the user, which is an address by default (RFC 7662, section 2.2).</summary>
    public static ValidatedAccessToken? ReadIntrospected(SecurityToken? token) => Read(token) is not { } known ? null : known with
    {
        Email = known.Email ?? (IsAddress(known.Subject) ? null : UserNameOf(token) is { } name && IsAddress(name) ? name : null),
    };

    private static string? UserNameOf(SecurityToken? token) => token switch
    {
        JsonWebToken jwt => Text(jwt, "username"),
        JwtSecurityToken jwt => Text(jwt, "username"),
        _ => null,
    };

    private static bool IsAddress(string? name) => name?.Contains('@', StringComparison.Ordinal) is true;

    private static ValidatedAccessToken? Read(JsonWebToken token) => token.Issuer is not { Length: > 0 } issuer ? null : new(issuer)
    {
        UserId = Text(token, "uid"),
        Subject = Text(token, "sub"),
        TokenId = Text(token, "jti"),
        SessionId = Text(token, "sid"),
        Email = Text(token, "email"),
        AuthenticatedAt = Time(token, "auth_time"),
        IssuedAt = Time(token, "iat"),
        ExpiresAt = Time(token, "exp"),
    };

    private static ValidatedAccessToken? Read(JwtSecurityToken token) => token.Issuer is not { Length: > 0 } issuer ? null : new(issuer)
    {
        UserId = Text(token, "uid"),
        Subject = Text(token, "sub"),
        TokenId = Text(token, "jti"),
        SessionId = Text(token, "sid"),
        Email = Text(token, "email"),
        AuthenticatedAt = Time(token, "auth_time"),
        IssuedAt = Time(token, "iat"),
        ExpiresAt = Time(token, "exp"),
    };

    private static string? Text(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var text) && text is { Length: > 0 } ? text : null;

    private static DateTimeOffset? Time(JsonWebToken token, string name) => token.TryGetPayloadValue<long>(name, out var seconds) ? Time(seconds) : null;

    private static string? Text(JwtSecurityToken token, string name) =>
        token.Payload.TryGetValue(name, out var value) && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(JwtSecurityToken token, string name) =>
        long.TryParse(Text(token, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) ? Time(seconds) : null;

    // A time that is none counts as unknown: the token is then older than any sign-out.
    private static DateTimeOffset? Time(long seconds) =>
        seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
