using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Registers the sign-out of native apps.</summary>
internal static class NativeSignOutServices
{
    public static void Add(IServiceCollection services, Action<NativeSignOutOptions>? configure)
    {
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NativeSignOutOptions>, NativeSignOutOptionsValidator>());
        services.TryAddSingleton<ISystemBrowser>(static provider => new LoopbackBrowser(timeProvider: provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new NativeSignOut(
            provider.GetRequiredService<IOktaSignOut>(),
            provider.GetRequiredService<ITokenStore>(),
            provider.GetRequiredService<ISystemBrowser>(),
            provider.GetRequiredService<SignOutStepRunner>(),
            provider.GetRequiredService<IOptions<NativeSignOutOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
