using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Adds sign-out to a service collection, without ASP.NET Core.</summary>
public static class OktaLogoutServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IOktaSignOut"/>, <see cref="IOktaDiscoveryClient"/> and <see cref="ITokenRevocationClient"/> for one app integration.</summary>
    /// <param name="services">The services. ASP.NET Core apps call <c>AddOktaLogout</c> of Okta.Logout.AspNetCore instead.</param>
    /// <param name="configure">Sets issuer and client.</param>
    /// <returns>A builder for the parts that an app chooses.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>Safe to call twice. What the host registers itself, before or after, wins.</remarks>
    public static OktaLogoutBuilder AddOktaLogoutCore(this IServiceCollection services, Action<OktaLogoutOptions> configure) =>
        services.AddOktaLogoutCore(Options.DefaultName, configure);

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
        return AddServices(services);
    }

    internal static OktaLogoutBuilder AddServices(IServiceCollection services)
    {
        services.AddOptions();
        services.AddLogging();
        // Without the factory's loggers: at Trace level their structured state holds the Authorization header as it is.
        services.AddHttpClient(OktaLogoutDefaults.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static (handler, _) => RemoteHttpHandler.Restrict(handler));

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OktaLogoutOptions>, OktaLogoutOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionTerminationOptions>, SessionTerminationOptionsValidator>());
        services.TryAddSingleton(static provider => new OktaLogoutTelemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<SignOutStepRunner>();
        services.TryAddSingleton<RevocationListHealth>();
        services.TryAddSingleton<SessionTerminationPipeline>();
        services.TryAddSingleton<RemoteSignOut>();
        services.TryAddSingleton<ISessionRevocationStore, MemorySessionRevocationStore>();
        services.TryAddSingleton<IOktaSignOut, OktaSignOut>();
        services.TryAddSingleton<ITokenReplayCache, MemoryTokenReplayCache>();
        services.TryAddSingleton<SigningKeyCaches>();
        services.TryAddSingleton<TokenSignature>();
        services.TryAddSingleton<TokenReservations>();

        services.TryAddKeyedSingleton<IOktaDiscoveryClient>(KeyedService.AnyKey, static (provider, key) => CreateDiscoveryClient(provider, (string)key!));
        services.TryAddSingleton<IOktaDiscoveryClient>(static provider => CreateDiscoveryClient(provider, Options.DefaultName));
        services.TryAddKeyedSingleton<ITokenRevocationClient>(
            KeyedService.AnyKey,
            static (provider, key) => CreateRevocationClient(provider, (string)key!, provider.GetRequiredKeyedService<IOktaDiscoveryClient>(key)));
        services.TryAddSingleton<ITokenRevocationClient>(
            static provider => CreateRevocationClient(provider, Options.DefaultName, provider.GetRequiredService<IOktaDiscoveryClient>()));
        return new(services);
    }

    private static OktaDiscoveryClient CreateDiscoveryClient(IServiceProvider provider, string name) => new(
        OptionsOf(provider, name), HttpClientOf(provider), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<OktaDiscoveryClient>>());

    private static TokenRevocationClient CreateRevocationClient(IServiceProvider provider, string name, IOktaDiscoveryClient discovery) => new(
        OptionsOf(provider, name), discovery, HttpClientOf(provider), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<TokenRevocationClient>>());

    private static OktaLogoutOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<OktaLogoutOptions>>().Get(name);

    private static Func<HttpClient> HttpClientOf(IServiceProvider provider)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        return () => factory.CreateClient(OktaLogoutDefaults.HttpClientName);
    }
}
