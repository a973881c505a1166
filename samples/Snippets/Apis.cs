using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Okta.Logout;

namespace Snippets;

internal static class Apis
{
    public static void Protect(WebApplicationBuilder builder)
    {
        #region api
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = "https://example.okta.com/oauth2/default";
            options.Audience = "api://default";
        });
        builder.Services.AddOktaLogout().ProtectJwtBearer().AddUniversalLogout("https://api.example.com/signout/universal");
        builder.Services.Configure<OktaLogoutOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.ClientId = "0oa1example");
        #endregion
    }

    public static void AcceptOpaqueTokens(WebApplicationBuilder builder, string clientSecret)
    {
        #region opaque
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = "https://example.okta.com";
            options.Audience = "https://example.okta.com";
        });
        builder.Services.AddOktaLogout().ProtectJwtBearer().AddTokenIntrospection(configure: options => options.AcceptOpaqueTokens = true);
        builder.Services.Configure<OktaLogoutOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.ClientId = "0oa1example";
            options.ClientSecret = clientSecret;
        });
        builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("client_id", "0oa1example").Build());
        #endregion
    }
}
