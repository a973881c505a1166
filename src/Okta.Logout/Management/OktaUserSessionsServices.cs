using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Registers Okta's calls for services.</summary>
internal static class OktaUserSessionsServices
{
    public static void Add(IServiceCollection services, Action<OktaUserSessionsOptions>? configure)
    {
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OktaUserSessionsOptions>, OktaUserSessionsOptionsValidator>());
        services.TryAddSingleton<OktaApi>();
        services.TryAddSingleton<IOktaUserSessions, OktaUserSessions>();
    }
}
