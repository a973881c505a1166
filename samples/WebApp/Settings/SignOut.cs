using Okta.Logout;
using Okta.Logout.AspNetCore;

namespace WebApp;

/// <summary>Adds the library as the settings say. An app of your own needs <c>AddOktaLogout()</c>, and those of these lines that it has a use for.</summary>
internal static class SignOut
{
    public static void Add(WebApplicationBuilder builder, OktaSettings okta, Action<OktaLogoutWebOptions> configure)
    {
        var logout = builder.Services.AddOktaLogout(options =>
        {
            options.PublicOrigin = okta.PublicOrigin;
            options.EndSessionMethod = okta.EndSessionMethod;
            options.AbsoluteLifetime = Duration.Parse(okta.AbsoluteLifetime);
            options.IdleTimeout = Duration.Parse(okta.IdleTimeout);
            configure(options);
        });
        AddChannels(logout, okta, okta.PublicOrigin ?? FirstUrl(builder));
        AddStore(logout, okta);
        if (okta.Sessions)
            logout.AddUserSessions();
        if (Duration.Parse(okta.RevalidateEvery) is { } every)
            logout.RevalidateSessions(every);
    }

    // Sign-outs that start elsewhere. Front-channel Single Logout needs nothing here.
    private static void AddChannels(OktaLogoutBuilder logout, OktaSettings okta, string origin)
    {
        if (okta.BackChannelLogout)
            logout.AddBackChannelLogout();
        if (okta.UniversalLogoutEndpoint is { Length: > 0 } universalLogoutEndpoint)
            logout.AddUniversalLogout(universalLogoutEndpoint);
        if (okta.SharedSignals)
            logout.AddSharedSignals($"{origin}/signout/events");
    }

    // With several nodes, a sign-out that one of them receives takes effect on all. They have to share the Data Protection keys, too.
    private static void AddStore(OktaLogoutBuilder logout, OktaSettings okta)
    {
        if (okta.Redis is { Length: > 0 } redis)
        {
            logout.UseRedis(redis);
        }
        else if (okta.Database is { Length: > 0 } database)
        {
            SignOutDatabase.Use(logout, database);
        }
        else if (okta.DistributedCache is { Length: > 0 } cache)
        {
            logout.Services.AddStackExchangeRedisCache(options => options.Configuration = cache);
            logout.UseDistributedCache();
        }

        if (okta.MaxStaleness is { } maxStaleness)
            logout.Services.Configure<RevocationLogOptions>(options => options.MaxStaleness = maxStaleness);
    }

    // For an app without a proxy in front of it.
    private static string FirstUrl(WebApplicationBuilder builder) =>
        builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)?.Split(';')[0].TrimEnd('/') ?? "http://localhost:5000";
}
