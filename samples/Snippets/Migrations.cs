using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;

namespace Snippets;

internal static class Migrations
{
    public static void MapBefore(WebApplication app)
    {
        #region migration-minimal-before
        app.MapPost("/logout", async (HttpContext context) =>
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            await context.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = "/" });
        });
        #endregion
    }

    public static void MapAfter(WebApplicationBuilder builder, WebApplication app)
    {
        #region migration-minimal-after
        builder.Services.AddOktaLogout();

        app.MapOktaLogout();
        #endregion
    }

    public static void AddIdentityWebBefore(WebApplicationBuilder builder)
    {
        #region migration-identity-web-before
        builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApp(options => builder.Configuration.Bind("Okta", options));
        builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
            (options.Authority, options.TokenValidationParameters.IssuerValidator) = (builder.Configuration["Okta:Authority"], null));
        #endregion
    }

    public static void AddIdentityWebAfter(WebApplicationBuilder builder)
    {
        #region migration-identity-web-after
        builder.Services.AddOktaLogout().AddSessionTerminator<AccountTerminator>();
        #endregion
    }
}
