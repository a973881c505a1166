using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class SessionsOfUsers
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region user-sessions
        builder.Services.AddOktaLogout()
            .UseRedis("localhost:6379")
            .AddUserSessions(options => options.MaxSignInAge = TimeSpan.FromMinutes(5));
        #endregion
    }

    public static void Map(WebApplication app)
    {
        #region user-sessions-endpoints
        app.MapGet("/account/sessions", async (HttpContext context, IUserSessions sessions) => await sessions.ListAsync(context)).RequireAuthorization();

        app.MapDelete("/account/sessions/{id}", async (HttpContext context, string id, IUserSessions sessions) =>
        {
            var ending = await sessions.EndAsync(context, id);
            return ending.Outcome switch
            {
                UserSessionOutcome.Ended => Results.NoContent(),
                UserSessionOutcome.NotFound => Results.NotFound(),
                UserSessionOutcome.SignInTooOld => Results.Challenge(new OpenIdConnectChallengeProperties { MaxAge = TimeSpan.Zero, RedirectUri = "/account" }),
                _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            };
        }).RequireAuthorization();
        #endregion
    }
}
