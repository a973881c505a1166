namespace Okta.Logout;

/// <summary>The values of <c>token_type_hint</c>.</summary>
internal static class TokenTypeHints
{
    public static string NameOf(TokenTypeHint tokenTypeHint) => tokenTypeHint switch
    {
        TokenTypeHint.RefreshToken => "refresh_token",
        TokenTypeHint.AccessToken => "access_token",
        TokenTypeHint.DeviceSecret => "device_secret",
        _ => throw new ArgumentOutOfRangeException(nameof(tokenTypeHint)),
    };
}
