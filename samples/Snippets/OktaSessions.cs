using Okta.Logout;

namespace Snippets;

internal static class OktaSessions
{
    public static void Use(WebApplicationBuilder builder, WebApplication app, IServiceTokens serviceTokens)
    {
        #region okta-sessions
        builder.Services.AddOktaLogout()
            .AddOktaUserSessions(options => options.AuthorizeRequest = async (context, token) =>
                context.Request.Headers.Authorization = new("Bearer", await serviceTokens.GetAsync(token)));

        app.MapPost("/admin/users/{userId}/end-everywhere", async (string userId, IOktaUserSessions sessions) =>
            Results.Ok((await sessions.EndEverywhereAsync(userId)).Succeeded)).RequireAuthorization("Administrators");
        #endregion
    }
}
