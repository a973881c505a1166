using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The services of a revocation list, and of a memory of used tokens, in the distributed cache.</summary>
internal static class DistributedCacheServices
{
    private static readonly ServiceDescriptor Store = ServiceDescriptor.Singleton<ISessionRevocationStore>(CreateStore);

    /// <summary>Says whether they are registered.</summary>
    public static bool AreIn(IServiceCollection services) => services.Contains(Store);

    public static void Add(IServiceCollection services, Action<DistributedCacheRevocationOptions>? configure)
    {
        if (RevocationLogServices.AreIn(services))
            throw RevocationLogServices.TwoKinds();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<DistributedCacheRevocationOptions>, DistributedCacheRevocationOptionsValidator>());
        ReplacedServices.Replace(services, MemorySessionRevocationStore.Registration, Store);
        ReplacedServices.Replace(services, MemoryTokenReplayCache.Registration, ServiceDescriptor.Singleton<ITokenReplayCache>(CreateReplayCache));
    }

    private static DistributedCacheSessionRevocationStore CreateStore(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<ForgottenRevocations>(),
        provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DistributedCacheSessionRevocationStore>>());

    private static DistributedTokenReplayCache CreateReplayCache(IServiceProvider provider) => new(
        CacheOf(provider), provider.GetRequiredService<IOptions<DistributedCacheRevocationOptions>>(), provider.GetRequiredService<TimeProvider>());

    private static IDistributedCache CacheOf(IServiceProvider provider) => provider.GetService<IDistributedCache>() ?? throw new InvalidOperationException(
        "OL9002: UseDistributedCache needs an IDistributedCache, and none is registered. Add one, such as builder.Services.AddStackExchangeRedisCache(...).").WithHelpLink();
}
