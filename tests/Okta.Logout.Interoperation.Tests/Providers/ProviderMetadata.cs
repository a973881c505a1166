namespace Okta.Logout.Interoperation.Tests;

/// <summary>The discovery document: like the suite's, it lists every algorithm there is, and none.</summary>
internal static class ProviderMetadata
{
    private static readonly string[] Algorithms =
        ["none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES256K", "ES384", "ES512", "EdDSA"];

    public static object Of(ScriptedProvider provider) => new
    {
        issuer = provider.Issuer,
        authorization_endpoint = provider.Base + "/authorize",
        token_endpoint = provider.Base + "/token",
        introspection_endpoint = provider.Script.IssuesRefreshTokens ? provider.Base + "/introspect" : null,
        jwks_uri = provider.Base + "/jwks",
        end_session_endpoint = provider.Base + "/end_session" + provider.Script.EndSessionQuery,
        scopes_supported = new[] { "openid", "profile", "email", "offline_access" },
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        token_endpoint_auth_methods_supported = new[] { "client_secret_basic", "client_secret_post" },
        id_token_signing_alg_values_supported = Algorithms,
        backchannel_logout_supported = true,
        backchannel_logout_session_supported = true,
        frontchannel_logout_supported = true,
        frontchannel_logout_session_supported = true,
    };
}
