using Microsoft.AspNetCore.Authentication;

namespace Okta.Logout.AspNetCore;

/// <summary>The tokens of a ticket that a sign-out needs. Not a record, because ToString of a record shows the values.</summary>
internal sealed class SessionTokens(string? idToken, string? refreshToken, string? accessToken)
{
    public static SessionTokens None { get; } = new(null, null, null);

    public string? IdToken { get; } = idToken;

    public string? RefreshToken { get; } = refreshToken;

    public string? AccessToken { get; } = accessToken;

    public static SessionTokens Of(AuthenticationProperties properties, SessionRecord? record) => new(
        KeptIdToken.Read(properties), properties.GetTokenValue("refresh_token") ?? record?.RefreshToken, properties.GetTokenValue("access_token"));
}
