using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class LogoutRequests
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region creating-logout-request
        builder.Services.AddOktaLogout(options =>
        {
            options.AdditionalLogoutParameters["brand"] = "blue";
            options.OnCreatingLogoutRequest = context =>
            {
                context.LogoutHint = context.Principal?.FindFirst("login_hint")?.Value;
                return Task.CompletedTask;
            };
        });
        #endregion
    }

    public static void Map(WebApplication app)
    {
        #region switch-account
        app.MapPost("/switch-account", () => new OktaSignOutResult(
            returnUrl: "/signin",
            new OktaSignOutProperties { Scope = SignOutScope.AppOnly, PromptAtNextSignIn = true }));
        #endregion
    }
}
