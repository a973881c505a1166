using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.Nodes;

namespace Okta.Logout.Benchmarks;

/// <summary>Signed-in requests for a small page over HTTP on the loopback interface, from several clients at once, with the revocation list in each store.</summary>
[MemoryDiagnoser]
[OperationsPerSecond]
public class RequestsPerSecondBenchmarks
{
    private const int Clients = 8;
    private const int RequestsOfAClient = 64;

    private LocalRedis? _redis;
    private SampleApp _app = null!;
    private HttpClient[] _clients = null!;

    [GlobalSetup(Target = nameof(WithoutGuard))]
    public Task StartWithoutGuard() => StartAsync(() => SampleApp.StartAsync(withOktaLogout: false, overLoopback: true));

    [GlobalSetup(Target = nameof(InMemory))]
    public Task StartInMemory() => StartAsync(() => StartGuardedAsync(_ => { }));

    [GlobalSetup(Target = nameof(InRedis))]
    public Task StartInRedis() => StartAsync(() => StartGuardedAsync(logout => logout.UseRedis(_redis!.Address)));

    [GlobalSetup(Target = nameof(InADistributedCache))]
    public Task StartInADistributedCache() => StartAsync(() => StartGuardedAsync(logout =>
    {
        AddCache(logout.Services);
        logout.UseDistributedCache();
    }));

    // As people write it: the id of the session is looked up in the cache at each request.
    [GlobalSetup(Target = nameof(LookUpByHand))]
    public Task StartByHand() => StartAsync(() => SampleApp.StartAsync(withOktaLogout: false, overLoopback: true, configureServices: services =>
    {
        AddCache(services);
        services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options => options.Events.OnValidatePrincipal = async context =>
        {
            if (await context.HttpContext.RequestServices.GetRequiredService<IDistributedCache>().GetAsync("ended:sid1") is not null)
                context.RejectPrincipal();
        });
    }));

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _app.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task WithoutGuard() => RequestAsync();

    [Benchmark(OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task InMemory() => RequestAsync();

    [Benchmark(OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task InRedis() => RequestAsync();

    [Benchmark(OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task InADistributedCache() => RequestAsync();

    [Benchmark(OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task LookUpByHand() => RequestAsync();

    private static Task<SampleApp> StartGuardedAsync(Action<OktaLogoutBuilder> useStore) => SampleApp.StartAsync(withOktaLogout: true, overLoopback: true, useStore: useStore);

    private Task RequestAsync() => Task.WhenAll(_clients.Select(async client =>
    {
        for (var i = 0; i < RequestsOfAClient; i++)
            await client.GetStringAsync("/me");
    }));

    private void AddCache(IServiceCollection services) => services.AddStackExchangeRedisCache(options => options.Configuration = _redis!.Address);

    private async Task StartAsync(Func<Task<SampleApp>> startApp)
    {
        _redis = await LocalRedis.StartAsync();
        _app = await startApp();
        _clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => _app.SignInAsync()));

        // Entries of one kind, as in an app whose users sign out.
        using var leaving = await _app.SignInAsync();
        (await leaving.PostAsync("/signout", content: null)).Dispose();
    }
}
