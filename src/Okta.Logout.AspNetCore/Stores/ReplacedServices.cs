using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Puts a service in the place of the one in memory.</summary>
internal static class ReplacedServices
{
    /// <summary>Replaces a registration in its place, so that what the app itself has registered, before or since, still wins.</summary>
    public static void Replace(IServiceCollection services, ServiceDescriptor inMemory, ServiceDescriptor shared)
    {
        if (services.IndexOf(inMemory) is var index and >= 0)
            services[index] = shared;
    }
}
