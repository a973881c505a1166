namespace LocalOkta;

/// <summary>The paths of the custom authorization server "default" of an Okta org, relative to its origin.</summary>
internal static class OktaPaths
{
    public const string Issuer = "oauth2/default";
    public const string OpenIdConfiguration = Issuer + "/.well-known/openid-configuration";
    public const string AuthorizationServerMetadata = Issuer + "/.well-known/oauth-authorization-server";
    public const string Authorize = Issuer + "/v1/authorize";
    public const string Token = Issuer + "/v1/token";
    public const string Keys = Issuer + "/v1/keys";
    public const string Logout = Issuer + "/v1/logout";
    public const string Revoke = Issuer + "/v1/revoke";
    public const string Introspect = Issuer + "/v1/introspect";
    public const string UserInfo = Issuer + "/v1/userinfo";
}
