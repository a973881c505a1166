using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The services of back-channel logout.</summary>
internal static class BackChannelLogoutServices
{
    public static void Add(IServiceCollection services, Action<BackChannelLogoutOptions>? configure)
    {
        services.AddOptions<BackChannelLogoutOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackChannelLogoutOptions>, BackChannelLogoutOptionsValidator>());
        services.TryAddSingleton<TrustedIssuers>();
        services.TryAddSingleton<LogoutTokenValidator>();
        services.TryAddSingleton(static provider => new BackChannelLogoutHandler(
            provider.GetRequiredService<LogoutTokenValidator>(), provider.GetRequiredService<TrustedIssuers>(), provider.GetRequiredService<TokenTermination>(),
            provider.GetRequiredService<OktaLogoutTelemetry>(), provider.GetRequiredService<LogThrottle>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BackChannelLogoutHandler>>()));
    }
}
