using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Okta.Logout.AspNetCore;

internal static class OpenPageServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<SessionDeadlines>();
        services.TryAddSingleton<SessionStatus>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SessionStatusEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SessionExtensionEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SessionEventsEndpoint>(),
            ServiceDescriptor.Singleton<IOktaLogoutEndpoint, SessionScriptEndpoint>(),
        ]);
    }
}
