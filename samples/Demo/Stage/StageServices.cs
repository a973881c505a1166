using LocalOkta;

namespace Demo;

/// <summary>What the stage shows, and what the administrator's desk uses of the library: Okta's calls for services.</summary>
internal static class StageServices
{
    public static void Add(IServiceCollection services, string oktaOrigin, IReadOnlyList<DemoApp> apps, DemoConsole console) => services
        .AddSingleton(apps)
        .AddSingleton(console)
        .AddOktaLogoutCore(options =>
        {
            options.Issuer = oktaOrigin + "/oauth2/default";
            options.ClientId = "administrator";
            options.AllowLoopbackHttp = true;
        })
        .AddOktaUserSessions(options => options.AuthorizeRequest = (context, _) =>
        {
            context.Request.Headers.Authorization = new("SSWS", ManagementApi.DefaultApiToken);
            return Task.CompletedTask;
        });
}
