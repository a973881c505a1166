using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The services of Universal Logout.</summary>
internal static class UniversalLogoutServices
{
    public static void Add(IServiceCollection services, string endpointUrl, Action<UniversalLogoutOptions>? configure)
    {
        services.AddOptions<UniversalLogoutOptions>().Configure(options => options.EndpointUrl = endpointUrl).Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UniversalLogoutOptions>, UniversalLogoutOptionsValidator>());
        services.TryAddSingleton<OktaOrgRules>();
        services.TryAddSingleton<OktaOrgs<UniversalLogoutOptions>>();
        services.TryAddSingleton<UniversalLogoutTokenValidator>();
        services.TryAddSingleton<UniversalLogoutTermination>();
        services.TryAddSingleton<IUniversalLogoutSubjectResolver, OrgSubjectResolver>();
        services.TryAddSingleton(static provider => new UniversalLogoutHandler(
            provider.GetRequiredService<UniversalLogoutTokenValidator>(), provider.GetRequiredService<OktaOrgs<UniversalLogoutOptions>>(),
            provider.GetRequiredService<UniversalLogoutTermination>(), provider.GetRequiredService<IOptions<UniversalLogoutOptions>>(),
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<SignOutThreads>(), provider.GetRequiredService<OktaLogoutTelemetry>(),
            provider.GetRequiredService<LogThrottle>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<UniversalLogoutHandler>>()));
    }
}
