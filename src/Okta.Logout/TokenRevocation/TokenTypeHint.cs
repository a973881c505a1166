namespace Okta.Logout;

/// <summary>What kind of token is revoked, sent as <c>token_type_hint</c> (RFC 7009, section 2.1; Okta's <c>/revoke</c>).</summary>
public enum TokenTypeHint
{
    /// <summary><c>refresh_token</c>. Okta revokes its access token too.</summary>
    RefreshToken,

    /// <summary><c>access_token</c>. The refresh token stays valid.</summary>
    AccessToken,

    /// <summary><c>device_secret</c> of Native SSO. Signs out every app of the device that shares it.</summary>
    DeviceSecret,
}
