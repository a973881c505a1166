using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Okta.Logout.Benchmarks;

/// <summary>A sign-out that revokes two tokens, at an Okta whose every response takes 200 ms.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 2, iterationCount: 10, invocationCount: 1)]
public class SignOutRoundTripBenchmarks
{
    private const string Peer = "/peer/signout-and-revoke";
    private const string OktaLogout = "/signout";

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(200);

    private SampleApp _app = null!;
    private HttpClient _client = null!;

    [IterationSetup(Target = nameof(ByHandFirst))]
    public void StartPeer() => StartAsync(withOktaLogout: false).GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(OktaLogoutFirst))]
    public void StartOktaLogout() => StartAsync(withOktaLogout: true).GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(ByHand))]
    public void StartPeerWarm() => StartWarmAsync(withOktaLogout: false, Peer).GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(OktaLogoutWarm))]
    public void StartOktaLogoutWarm() => StartWarmAsync(withOktaLogout: true, OktaLogout).GetAwaiter().GetResult();

    [IterationCleanup]
    public void Stop() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The app's own code revokes both tokens; then come the cookie and OpenID Connect handlers.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> ByHand() => PostAsync(Peer);

    [Benchmark]
    public Task<int> OktaLogoutWarm() => PostAsync(OktaLogout);

    /// <summary>The first of an app.</summary>
    [Benchmark]
    public Task<int> ByHandFirst() => PostAsync(Peer);

    [Benchmark]
    public Task<int> OktaLogoutFirst() => PostAsync(OktaLogout);

    private async Task<int> PostAsync(string path)
    {
        using var response = await _client.PostAsync(path, content: null);
        return (int)response.StatusCode;
    }

    private async Task StartAsync(bool withOktaLogout)
    {
        _app = await SampleApp.StartAsync(withOktaLogout, revokeTokens: true, roundTripToOkta: RoundTrip);
        _client = await _app.SignInAsync();

        // The user reads a page before signing out.
        await Task.Delay(3 * RoundTrip, TimeProvider.System);
    }

    private async Task StartWarmAsync(bool withOktaLogout, string path)
    {
        await StartAsync(withOktaLogout);
        await PostAsync(path);
    }
}
