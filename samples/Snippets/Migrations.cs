using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

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
}
