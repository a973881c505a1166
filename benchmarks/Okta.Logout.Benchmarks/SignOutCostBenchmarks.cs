using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Benchmarks;

/// <summary>What an app adds to a sign-out: terminators, and a list that is slow.</summary>
public class SignOutCostBenchmarks
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly List<SampleApp> _apps = [];
    private HttpClient _plain = null!;
    private HttpClient _quickTerminators = null!;
    private HttpClient _slowTerminators = null!;
    private HttpClient _slowStore = null!;

    [GlobalSetup]
    public async Task Start()
    {
        _plain = await StartAsync(_ => { });
        _quickTerminators = await StartAsync(services => AddTerminators(services, TimeSpan.Zero));
        _slowTerminators = await StartAsync(services => AddTerminators(services, Slow));
        _slowStore = await StartAsync(services => services.AddSingleton<ISessionRevocationStore>(new SlowStore(Slow)));
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<int> Nothing() => PostAsync(_plain);

    [Benchmark]
    public Task<int> TenTerminatorsThatReturnAtOnce() => PostAsync(_quickTerminators);

    [Benchmark]
    public Task<int> TenTerminatorsOf20Milliseconds() => PostAsync(_slowTerminators);

    [Benchmark]
    public Task<int> AStoreOf20Milliseconds() => PostAsync(_slowStore);

    private static void AddTerminators(IServiceCollection services, TimeSpan time)
    {
        for (var i = 0; i < 10; i++)
            services.AddSingleton<ISessionTerminator>(new Terminator(time));
    }

    private static async Task<int> PostAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/signout", content: null);
        return (int)response.StatusCode;
    }

    private async Task<HttpClient> StartAsync(Action<IServiceCollection> configureServices)
    {
        var app = await SampleApp.StartAsync(true, configureServices: configureServices);
        _apps.Add(app);
        return await app.SignInAsync();
    }

    private sealed class Terminator(TimeSpan time) : ISessionTerminator
    {
        public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken = default)
        {
            if (time > TimeSpan.Zero)
                await Task.Delay(time, TimeProvider.System, cancellationToken);
        }
    }

    private sealed class SlowStore(TimeSpan time) : ISessionRevocationStore
    {
        public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => await Task.Delay(time, TimeProvider.System, cancellationToken);

        public async ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
        {
            await Task.Delay(time, TimeProvider.System, cancellationToken);
            return false;
        }
    }
}
