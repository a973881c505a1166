using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The services of shared signals.</summary>
internal static class SharedSignalsServices
{
    public static void Add(IServiceCollection services, string audience, Action<SharedSignalsOptions>? configure)
    {
        services.AddOptions<SharedSignalsOptions>().Configure(options => options.Audience = audience).Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SharedSignalsOptions>, SharedSignalsOptionsValidator>());
        services.TryAddSingleton<OktaOrgRules>();
        services.TryAddSingleton<OktaOrgs<SharedSignalsOptions>>();
        services.TryAddSingleton<SecurityEventValidator>();
        services.TryAddSingleton(static provider => new SharedSignalsHandler(
            provider.GetRequiredService<SecurityEventValidator>(), provider.GetRequiredService<OktaOrgs<SharedSignalsOptions>>(),
            provider.GetRequiredService<TokenTermination>(), provider.GetRequiredService<IOptions<SharedSignalsOptions>>(),
            provider.GetRequiredService<OktaLogoutTelemetry>(), provider.GetRequiredService<LogThrottle>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedSignalsHandler>>()));
    }
}
