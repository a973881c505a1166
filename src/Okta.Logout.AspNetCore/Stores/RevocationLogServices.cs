using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The services of a revocation list that follows a log.</summary>
internal static class RevocationLogServices
{
    /// <summary>Says whether they are registered.</summary>
    public static bool AreIn(IServiceCollection services) => services.Any(service => service.ServiceType == typeof(RevocationLogFactories));

    /// <summary>The error of an app that asks for a list in a cache and for one that follows a log.</summary>
    public static InvalidOperationException TwoKinds() => new InvalidOperationException(
        "OL9005: UseDistributedCache is called, and so is UseRedis, UseEntityFramework or UseRevocationLog. The revocation list is in one place: call one of them.").WithHelpLink();

    public static void Add(
        IServiceCollection services, Func<IServiceProvider, IRevocationLog> createLog, Func<IServiceProvider, ITokenReplayCache>? createReplayCache)
    {
        if (DistributedCacheServices.AreIn(services))
            throw TwoKinds();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RevocationLogOptions>, RevocationLogOptionsValidator>());
        services.AddOptions<RevocationLogOptions>().ValidateOnStart();
        var logs = Logs(services);
        if (!logs.Contains(createLog))
            logs.Add(createLog);
        services.TryAddSingleton(CreateLog);
        services.TryAddSingleton(provider => new RevocationReplica(
            new MemorySessionRevocationStore(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ForgottenRevocations>()),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(CreateFollower);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RevocationLogService>());
        ReplacedServices.Replace(services, MemorySessionRevocationStore.Registration, ServiceDescriptor.Singleton<ISessionRevocationStore>(CreateStore));
        if (createReplayCache is not null)
            ReplacedServices.Replace(services, MemoryTokenReplayCache.Registration, ServiceDescriptor.Singleton(createReplayCache));
    }

    private static RevocationLogFactories Logs(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(RevocationLogFactories))?.ImplementationInstance is RevocationLogFactories known)
            return known;
        var logs = new RevocationLogFactories();
        services.AddSingleton(logs);
        return logs;
    }

    // Two stores are an app that moves from one to the other.
    private static IRevocationLog CreateLog(IServiceProvider provider)
    {
        var logs = provider.GetRequiredService<RevocationLogFactories>().ConvertAll(create => create(provider));
        return logs.Count == 1 ? logs[0] : new MirroredRevocationLog(logs, provider.GetRequiredService<TimeProvider>());
    }

    private static ReplicatedSessionRevocationStore CreateStore(IServiceProvider provider) => new(
        provider.GetRequiredService<IRevocationLog>(), provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RevocationLogOptions>>(),
        provider.GetRequiredService<OktaLogoutTelemetry>(), provider.GetRequiredService<TimeProvider>());

    private static RevocationLogFollower CreateFollower(IServiceProvider provider) => new(
        provider.GetRequiredService<IRevocationLog>(), provider.GetRequiredService<RevocationReplica>(), provider.GetRequiredService<IOptions<RevocationLogOptions>>(),
        provider.GetRequiredService<OktaLogoutTelemetry>(), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<RevocationLogFollower>>());

    private sealed class RevocationLogFactories : List<Func<IServiceProvider, IRevocationLog>>;
}
