using BenchmarkDotNet.Attributes;

namespace Okta.Logout.Benchmarks;

/// <summary>One authenticated request, with and without the guard that asks the revocation list.</summary>
[MemoryDiagnoser]
public class CookieGuardBenchmarks
{
    private SampleApp _plainApp = null!;
    private SampleApp _guardedApp = null!;
    private HttpClient _plain = null!;
    private HttpClient _guarded = null!;

    [GlobalSetup]
    public async Task Start()
    {
        _plainApp = await SampleApp.StartAsync(withOktaLogout: false);
        _plain = await _plainApp.SignInAsync();
        _guardedApp = await SampleApp.StartAsync(withOktaLogout: true);
        _guarded = await _guardedApp.SignInAsync();

        // Entries of one kind, as in an app whose users sign out.
        (await (await _guardedApp.SignInAsync()).PostAsync("/signout", content: null)).Dispose();
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        await _plainApp.DisposeAsync();
        await _guardedApp.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<string> WithoutGuard() => _plain.GetStringAsync("/me");

    [Benchmark]
    public Task<string> WithGuard() => _guarded.GetStringAsync("/me");
}
