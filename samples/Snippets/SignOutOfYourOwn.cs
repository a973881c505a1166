using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class SignOutOfYourOwn
{
    public static void Map(WebApplication app)
    {
        #region receipt
        app.MapPost("/leave", async (HttpContext context) =>
        {
            var receipt = await context.SignOutOfOktaAsync(returnUrl: "/goodbye");
            foreach (var step in receipt.Steps)
                app.Logger.LogInformation("{Step}: {Outcome} {Error}", step.Name, step.Outcome, step.Error);
            return receipt.OktaLogout is { } logout ? Results.Redirect(logout.ToUrl()) : Results.LocalRedirect("/goodbye");
        });
        #endregion
    }
}
