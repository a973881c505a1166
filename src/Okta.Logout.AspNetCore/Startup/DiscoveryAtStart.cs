using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads the discovery documents when the host has started, so that the first sign-out does not wait for them. A failure is only logged.</summary>
internal sealed class DiscoveryAtStart(OktaLogoutSchemes schemes, IServiceProvider services, SignOutThreads threads) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // A client of the app's own may block.
        BackgroundTask.Observe(threads.Remote.RunAsync(ReadAllAsync, CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ReadAllAsync() => await Task.WhenAll((await schemes.OpenIdConnectAsync()).Select(ReadAsync));

    private async Task ReadAsync(string scheme)
    {
        try
        {
            await services.GetRequiredKeyedService<IOktaDiscoveryClient>(scheme).GetEndpointsAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // The client has logged it. Options for each tenant cannot be read outside of a request.
        }
    }
}
