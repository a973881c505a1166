using Microsoft.EntityFrameworkCore;
using Npgsql;
using Okta.Logout;
using StackExchange.Redis;

namespace Snippets;

internal static class RevocationLists
{
    public static void AddRedis(WebApplicationBuilder builder)
    {
        #region redis
        builder.Services.AddOktaLogout()
            .UseRedis("redis.example.com:6380,ssl=true,user=okta-logout,password=" + builder.Configuration["RedisPassword"]);
        #endregion
    }

    public static void AddRedis(OktaLogoutBuilder logout, IConnectionMultiplexer connection)
    {
        #region redis-connection
        logout.UseRedis(options =>
        {
            options.Connection = connection;
            options.KeyPrefix = "orders:okta-logout:";
        });
        #endregion
    }

    public static void AddRedis(OktaLogoutBuilder logout, string password)
    {
        #region redis-replicas
        logout.UseRedis(options =>
        {
            options.Configuration = "sentinel-1.example.com:26379,sentinel-2.example.com:26379,serviceName=list,password=" + password;
            options.RequiredReplicas = 1;
        });
        #endregion
    }

    public static void AddDatabase(WebApplicationBuilder builder)
    {
        #region database
        builder.Services.AddDbContext<AppDbContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("App")));
        builder.Services.AddOktaLogout()
            .UseEntityFramework<AppDbContext>();
        #endregion
    }

    public static void AddNotifications(OktaLogoutBuilder logout)
    {
        #region database-notifications
        logout.UseEntityFramework<AppDbContext>(options =>
            options.WaitForNotification = (connection, timeout, token) => ((NpgsqlConnection)connection).WaitAsync(timeout, token));
        #endregion
    }

    public static void AddJournal(OktaLogoutBuilder logout)
    {
        #region use-own-log
        logout.UseRevocationLog(provider => new JournalRevocationLog(provider.GetRequiredService<IJournal>()));
        #endregion
    }
}
