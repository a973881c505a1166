using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Adds the channels on which others can end sessions of the app, and shares what is known of ended sessions between its nodes.</summary>
public static class OktaLogoutBuilderExtensions
{
    /// <summary>
    /// Lets providers end sessions by a logout token: <c>MapOktaLogout</c> then maps <c>POST /signout/backchannel</c> too, the URI to register as the
    /// client's <c>backchannel_logout_uri</c> (OpenID Connect Back-Channel Logout 1.0, section 2.2).
    /// </summary>
    /// <param name="builder">What <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes which tokens are obeyed.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The builder is that of <c>AddOktaLogoutCore</c>.</exception>
    /// <remarks>
    /// Okta itself sends no logout tokens; other providers do. With more than one node, share the revocation list and the
    /// <see cref="ITokenReplayCache"/>: a token reaches one node only.
    /// </remarks>
    public static OktaLogoutBuilder AddBackChannelLogout(this OktaLogoutBuilder builder, Action<BackChannelLogoutOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (!services.Any(service => service.ServiceType == typeof(OktaLogoutSchemes)))
            throw OktaLogoutEndpointRouteBuilderExtensions.NotAdded();
        services.AddOptions<BackChannelLogoutOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackChannelLogoutOptions>, BackChannelLogoutOptionsValidator>());
        services.TryAddSingleton<TrustedIssuers>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<LogoutTokenValidator>();
        services.TryAddSingleton<LogoutTokenReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, BackChannelLogoutEndpoint>());
        return builder;
    }

    /// <summary>
    /// Keeps the revocation list, and the memory of used logout tokens, in the app's <see cref="IDistributedCache"/>, so that a sign-out that one node
    /// receives is obeyed by all. Apps on more than one node need it, and shared Data Protection keys.
    /// </summary>
    /// <param name="builder">The builder that <c>AddOktaLogout</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// <para>Each signed-in request costs one round trip to the cache, of up to four GETs side by side. While the cache is down, requests go on or are
    /// refused as <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> says, the health check reports it, and a sign-out deletes the cookie and
    /// says in its receipt that the list could not be written.</para>
    /// <para>A cache that evicts entries for want of memory forgets sign-outs: give it room, or a policy without eviction.</para>
    /// </remarks>
    public static OktaLogoutBuilder UseDistributedCache(this OktaLogoutBuilder builder, Action<DistributedCacheRevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<DistributedCacheRevocationOptions>, DistributedCacheRevocationOptionsValidator>());
        services.Replace(ServiceDescriptor.Singleton<ISessionRevocationStore>(CreateStore));
        services.Replace(ServiceDescriptor.Singleton<ITokenReplayCache>(CreateReplayCache));
        return builder;
    }

    private static DistributedCacheSessionRevocationStore CreateStore(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<DistributedCacheSessionRevocationStore>>());

    private static DistributedTokenReplayCache CreateReplayCache(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<TimeProvider>());

    private static IDistributedCache CacheOf(IServiceProvider provider) => provider.GetService<IDistributedCache>() ?? throw new InvalidOperationException(
        "OL9002: UseDistributedCache needs an IDistributedCache, and none is registered. Add one, such as builder.Services.AddStackExchangeRedisCache(...).");
}
