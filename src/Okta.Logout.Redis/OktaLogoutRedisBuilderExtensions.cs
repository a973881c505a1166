using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Okta.Logout;
using Okta.Logout.AspNetCore;
using Okta.Logout.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Redis to <c>AddOktaLogout</c>.</summary>
public static class OktaLogoutRedisBuilderExtensions
{
    /// <summary>Keeps the revocation list in a stream of Redis, and in the memory of each node: see <c>UseRevocationLog</c>. Used tokens are remembered in Redis too. <see cref="RevocationLogOptions"/> say how a node follows the list.</summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configuration">The address of Redis: see <see cref="RedisRevocationOptions.Configuration"/>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="configuration"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static OktaLogoutBuilder UseRedis(this OktaLogoutBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(configuration);
        return builder.UseRedis(options => options.Configuration = configuration);
    }

    /// <summary>Keeps the revocation list in a stream of Redis, and in the memory of each node: see <c>UseRevocationLog</c>. Used tokens are remembered in Redis too. <see cref="RevocationLogOptions"/> say how a node follows the list.</summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Sets the connection, and the prefix of the keys.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="configure"/> is null.</exception>
    /// <remarks>
    /// Redis 6.2 or later. An entry is acknowledged when the primary has it, or, with <see cref="RedisRevocationOptions.RequiredReplicas"/>, when replicas have it too. If a replica takes over that was behind, or Redis begins anew without
    /// its data, the nodes append what they know. Only what no running node knows is lost: give Redis persistence, and a policy without eviction.
    /// </remarks>
    public static OktaLogoutBuilder UseRedis(this OktaLogoutBuilder builder, Action<RedisRevocationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisRevocationOptions>, RedisRevocationOptionsValidator>());
        services.AddOptions<RedisRevocationOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RedisServerCheck>());
        services.TryAddSingleton<IUserSessionStore, RedisUserSessionStore>();
        return builder.UseRevocationLog(
            static provider => ActivatorUtilities.CreateInstance<RedisRevocationLog>(provider),
            static provider => ActivatorUtilities.CreateInstance<RedisTokenReplayCache>(provider));
    }
}
