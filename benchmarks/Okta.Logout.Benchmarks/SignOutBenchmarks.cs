using BenchmarkDotNet.Attributes;

namespace Okta.Logout.Benchmarks;

/// <summary>One sign-out, over TestServer, of a session with three tokens.</summary>
[MemoryDiagnoser]
public class SignOutBenchmarks
{
    private readonly List<SampleApp> _apps = [];
    private HttpClient _peer = null!;
    private HttpClient _redirect = null!;
    private HttpClient _formPost = null!;
    private HttpClient _revoking = null!;

    [GlobalSetup]
    public async Task Start()
    {
        _peer = await StartAsync(await SampleApp.StartAsync(withOktaLogout: false));
        _redirect = await StartAsync(await SampleApp.StartAsync(true, options => options.EndSessionMethod = EndSessionMethod.Redirect));
        _formPost = await StartAsync(await SampleApp.StartAsync(true));
        _revoking = await StartAsync(await SampleApp.StartAsync(true, revokeTokens: true));
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    /// <summary>Cookie and OpenID Connect handler: a redirect, no revocation list, no tokens revoked.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> OpenIdConnectHandler() => PostAsync(_peer, "/peer/signout");

    [Benchmark]
    public Task<int> OktaLogoutRedirect() => PostAsync(_redirect, "/signout");

    [Benchmark]
    public Task<int> OktaLogoutFormPost() => PostAsync(_formPost, "/signout");

    /// <summary>The default: both tokens revoked too, at an Okta that responds at once.</summary>
    [Benchmark]
    public Task<int> OktaLogoutFormPostAndRevocation() => PostAsync(_revoking, "/signout");

    private static async Task<int> PostAsync(HttpClient client, string path)
    {
        using var response = await client.PostAsync(path, content: null);
        return (int)response.StatusCode;
    }

    private async Task<HttpClient> StartAsync(SampleApp app)
    {
        _apps.Add(app);
        return await app.SignInAsync();
    }
}
