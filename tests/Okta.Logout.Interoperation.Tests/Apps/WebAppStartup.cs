using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: HostingStartup(typeof(Okta.Logout.Interoperation.Tests.WebAppStartup))]

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// What a test needs inside of a WebApp that runs in its process: to know when it has started, its log, keys that die with it, and longer timeouts
/// for a busy machine.
/// </summary>
internal sealed class WebAppStartup : IHostingStartup
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<IServiceProvider>> Started = new();

    /// <summary>The services of the app at this origin, as soon as it answers.</summary>
    public static Task<IServiceProvider> HasStarted(string origin) =>
        Started.GetOrAdd(origin, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices((context, services) =>
    {
        KeysInMemory.Add(services);
        services.ConfigureAll<OktaLogoutOptions>(options => options.RemoteTimeout = TimeSpan.FromMinutes(1));
        services.AddLogging(logging => logging.AddFakeLogging());
        services.AddHostedService(provider => new Announcement(context.Configuration["urls"]!, provider));
    });

    private sealed class Announcement(string origin, IServiceProvider services) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            if (Started.TryRemove(origin, out var started))
                started.SetResult(services);
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
