namespace Snippets;

internal static class SessionLifetimes
{
    public static void Limit(WebApplicationBuilder builder)
    {
        #region session-lifetimes
        builder.Services.AddOktaLogout(options =>
        {
            options.AbsoluteLifetime = TimeSpan.FromHours(12);
            options.IdleTimeout = TimeSpan.FromMinutes(30);
            options.IsActivity = context => context.Request.Path != "/api/notifications";
        });
        #endregion
    }

    public static void Revalidate(WebApplicationBuilder builder)
    {
        #region revalidation
        builder.Services.AddOktaLogout().RevalidateSessions(TimeSpan.FromMinutes(10));
        #endregion
    }
}
