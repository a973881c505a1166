using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class IncomingSignOuts
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region all-channels
        builder.Services.AddOktaLogout()                                              // front-channel Single Logout is on
            .AddBackChannelLogout()                                                   // POST /signout/backchannel
            .AddUniversalLogout("https://app.example.com/signout/universal")          // POST /signout/universal
            .AddSharedSignals("https://app.example.com/signout/events");              // POST /signout/events
        #endregion
    }

    public static void AddSharedSignals(OktaLogoutBuilder logout)
    {
        #region shared-signals-options
        logout.AddSharedSignals("https://app.example.com/signout/events", options =>
        {
            options.OnSessionRevoked = SharedSignalAction.Ignore;
            options.OnCredentialChange = SharedSignalAction.EndSessions;
        });
        #endregion
    }

    public static void AddResolver(WebApplicationBuilder builder)
    {
        #region add-subject-resolver
        builder.Services.AddScoped<IUniversalLogoutSubjectResolver, AccountResolver>();
        #endregion
    }

    public static void ShareMemory(WebApplicationBuilder builder, OktaLogoutBuilder logout)
    {
        #region distributed-cache
        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration["Redis"]);
        logout.UseDistributedCache();
        #endregion
    }

    public static void MapAdministration(WebApplication app)
    {
        #region end-sessions
        app.MapPost("/admin/users/{subject}/sign-out", async (string subject, IOktaSignOut signOut) =>
        {
            var target = SessionTarget.ForSubject("https://example.okta.com/oauth2/default", subject);
            var receipt = await signOut.EndSessionsAsync(new(target, SessionTerminationReason.Administrator));
            return Results.Ok(new { ended = receipt.Succeeded });
        }).RequireAuthorization("Administrators");
        #endregion

        #region end-other-sessions
        app.MapPost("/account/end-other-sessions", async (HttpContext context) =>
        {
            var receipt = await context.EndOtherSessionsAsync();
            return Results.Ok(new { ended = receipt.Succeeded });
        }).RequireAuthorization();
        #endregion
    }
}
