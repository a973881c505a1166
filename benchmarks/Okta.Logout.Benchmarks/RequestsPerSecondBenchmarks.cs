using BenchmarkDotNet.Attributes;

namespace Okta.Logout.Benchmarks;

/// <summary>Signed-in requests for a small page over HTTP on the loopback interface, from several clients at once.</summary>
[MemoryDiagnoser]
[OperationsPerSecond]
public class RequestsPerSecondBenchmarks
{
    private const int Clients = 8;
    private const int RequestsOfAClient = 64;

    private readonly List<SampleApp> _apps = [];
    private HttpClient[] _plain = null!;
    private HttpClient[] _guarded = null!;

    [GlobalSetup]
    public async Task Start()
    {
        _plain = await StartAsync(withOktaLogout: false);
        _guarded = await StartAsync(withOktaLogout: true);

        // Entries of one kind, as in an app whose users sign out.
        using var leaving = await _apps[1].SignInAsync();
        (await leaving.PostAsync("/signout", content: null)).EnsureSuccessStatusCode().Dispose();
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var client in _plain.Concat(_guarded))
            client.Dispose();
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task WithoutGuard() => Task.WhenAll(_plain.Select(RequestAsync));

    [Benchmark(OperationsPerInvoke = Clients * RequestsOfAClient)]
    public Task WithGuard() => Task.WhenAll(_guarded.Select(RequestAsync));

    private static async Task RequestAsync(HttpClient client)
    {
        for (var i = 0; i < RequestsOfAClient; i++)
            await client.GetStringAsync("/me");
    }

    private async Task<HttpClient[]> StartAsync(bool withOktaLogout)
    {
        var app = await SampleApp.StartAsync(withOktaLogout, overLoopback: true);
        _apps.Add(app);
        return await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.SignInAsync()));
    }
}
