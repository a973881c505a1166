using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Testing;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The sample WebApp as it is, run in this process by its entry point: processes would spend most of the time on their warming up.</summary>
internal sealed class WebAppHost : IAsyncDisposable
{
    private static readonly MethodInfo EntryPoint = Assembly.Load("WebApp").EntryPoint!;

    private readonly Task _running;
    private readonly IServiceProvider _services;

    private WebAppHost(Task running, IServiceProvider services)
    {
        _running = running;
        _services = services;
        Logs = services.GetRequiredService<FakeLogCollector>();
    }

    public FakeLogCollector Logs { get; }

    public static async Task<WebAppHost> StartAsync(ClientRegistration client, string issuer, params (string Name, string Value)[] settings)
    {
        string[] args =
        [
            $"--urls={client.Origin}",
            // Lets the host find WebAppStartup.
            $"--applicationName={typeof(WebAppHost).Assembly.GetName().Name}",
            "--Logging:Console:LogLevel:Default=None",
            $"--Okta:Issuer={issuer}",
            $"--Okta:ClientId={client.Id}",
            $"--Okta:ClientSecret={client.Secret}",
            $"--Okta:PublicOrigin={client.Origin}",
            "--Okta:AllowLoopbackHttp=true",
            "--Okta:BackChannelLogout=true",
            .. settings.Select(setting => $"--Okta:{setting.Name}={setting.Value}"),
        ];
        var started = WebAppStartup.HasStarted(client.Origin);
        var running = Task.Factory.StartNew(
            () => EntryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await await Task.WhenAny(started, running);
        return new(running, await started);
    }

    public async ValueTask DisposeAsync()
    {
        _services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _running;
    }
}
