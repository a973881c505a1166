using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Okta.Logout;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds sign-out to a service collection, without ASP.NET Core.</summary>
public static class OktaLogoutCoreServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IOktaSignOut"/>, <see cref="IOktaDiscoveryClient"/> and <see cref="ITokenRevocationClient"/> for one app integration.</summary>
    /// <param name="services">The services. ASP.NET Core apps call <c>AddOktaLogout</c> of Okta.Logout.AspNetCore instead.</param>
    /// <param name="configure">Sets issuer and client.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>Safe to call twice. What the host registers itself, before or after, wins.</remarks>
    public static OktaLogoutBuilder AddOktaLogoutCore(this IServiceCollection services, Action<OktaLogoutOptions> configure) =>
        services.AddOktaLogoutCore(Options.Options.DefaultName, configure);

    /// <summary>Adds one of several app integrations, by name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name that <see cref="SignOutRequest.Registration"/> gives; also the key of the keyed clients.</param>
    /// <param name="configure">Sets issuer and client.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static OktaLogoutBuilder AddOktaLogoutCore(this IServiceCollection services, string name, Action<OktaLogoutOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(name, configure);
        services.AddSingleton(new RegistrationName(name));
        return AddServices(services);
    }

    internal static OktaLogoutBuilder AddServices(IServiceCollection services)
    {
        services.AddOptions();
        services.AddLogging();
        // The factory's loggers are removed, because at Trace level they log the Authorization header.
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static (handler, _) => RemoteHttpHandler.Restrict(handler));

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OktaLogoutOptions>, OktaLogoutOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionTerminationOptions>, SessionTerminationOptionsValidator>());
        services.TryAddSingleton(static provider => new OktaLogoutTelemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<LogThrottle>();
        services.TryAddSingleton<SignOutThreads>();
        services.TryAddSingleton<IRegistrationSource, MonitoredRegistrations>();
        services.TryAddSingleton<DiscoveryClients>();
        services.TryAddSingleton<TokenRevocationClients>();
        services.TryAddSingleton<SignOutStepRunner>();
        services.TryAddSingleton<SessionTerminators>();
        services.TryAddSingleton<AnonymousTerminations>();
        services.TryAddSingleton<RevocationListHealth>();
        services.TryAddSingleton<PendingRevocations>();
        services.TryAddSingleton<SessionTerminationPipeline>();
        services.TryAddSingleton<RemoteSignOut>();
        services.TryAddSingleton<ForgottenRevocations>();
        services.TryAdd(MemorySessionRevocationStore.Registration);
        services.TryAdd(MemoryTokenReplayCache.Registration);
        services.TryAddSingleton<IOktaSignOut, OktaSignOut>();
        services.TryAddSingleton<SigningKeyCaches>();
        services.TryAddSingleton<TokenSignature>();
        services.TryAddSingleton<TokenReservations>();
        services.TryAddSingleton<TokenTermination>();
        services.TryAddSingleton<IRegistrations, NamedRegistrations>();

        services.TryAddKeyedSingleton<IOktaDiscoveryClient>(KeyedService.AnyKey, static (provider, key) => CreateDiscoveryClient(provider, (string)key!));
        services.TryAddSingleton<IOktaDiscoveryClient>(static provider => CreateDiscoveryClient(provider, Options.Options.DefaultName));
        services.TryAddKeyedSingleton<ITokenRevocationClient>(
            KeyedService.AnyKey,
            static (provider, key) => CreateRevocationClient(provider, (string)key!, provider.GetRequiredKeyedService<IOktaDiscoveryClient>(key)));
        services.TryAddSingleton<ITokenRevocationClient>(
            static provider => CreateRevocationClient(provider, Options.Options.DefaultName, provider.GetRequiredService<IOktaDiscoveryClient>()));
        services.TryAddKeyedSingleton<ITokenIntrospectionClient>(
            KeyedService.AnyKey,
            static (provider, key) => CreateIntrospectionClient(provider, (string)key!, provider.GetRequiredKeyedService<IOktaDiscoveryClient>(key)));
        services.TryAddSingleton<ITokenIntrospectionClient>(
            static provider => CreateIntrospectionClient(provider, Options.Options.DefaultName, provider.GetRequiredService<IOktaDiscoveryClient>()));
        return new(services);
    }

    private static NamedDiscoveryClient CreateDiscoveryClient(IServiceProvider provider, string name) =>
        new(name, provider.GetRequiredService<IRegistrationSource>(), provider.GetRequiredService<DiscoveryClients>());

    private static NamedTokenIntrospectionClient CreateIntrospectionClient(IServiceProvider provider, string name, IOktaDiscoveryClient discovery) => new(
        name, provider.GetRequiredService<IRegistrationSource>(), discovery, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<TokenIntrospectionClient>>());

    private static NamedTokenRevocationClient CreateRevocationClient(IServiceProvider provider, string name, IOktaDiscoveryClient discovery) =>
        new(name, provider.GetRequiredService<IRegistrationSource>(), discovery, provider.GetRequiredService<TokenRevocationClients>());
}
