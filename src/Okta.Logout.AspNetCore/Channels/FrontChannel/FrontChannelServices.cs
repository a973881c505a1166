using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Okta.Logout.AspNetCore;

/// <summary>The services of front-channel logout.</summary>
internal static class FrontChannelServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<FrontChannelRateLimit>();
        services.TryAddSingleton<FrontChannelResponse>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOktaLogoutEndpoint, FrontChannelEndpoint>());
    }
}
