using System.Net;
using System.Net.Http.Json;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Two nodes of an app that ask Okta about a session, and share a real store.</summary>
public abstract class RevalidationOnTwoNodes : IAsyncLifetime
{
    private static readonly TimeSpan JustLonger = SomeRevalidation.Every + TimeSpan.FromSeconds(1);

    private readonly SomeRevalidation _some;
    private readonly List<RunningApp> _nodes = [];

    protected RevalidationOnTwoNodes() => _some = new() { Store = AddStore };

    public abstract Task InitializeAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Twenty_requests_over_both_ask_once_in_each_interval()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        var browser = await a.SignedInBrowserAsync();

        for (var interval = 1; interval <= 3; interval++)
        {
            await PassAsync(JustLonger);
            var (arrived, released) = _some.Holds();
            var requests = TwentyOverBoth(browser, a, b);
            await arrived.WaitAsync(TimeSpan.FromSeconds(30));
            released.SetResult();

            (await Task.WhenAll(requests)).Should().OnlyContain(isSignedIn => isSignedIn);
            (await Task.WhenAll(TwentyOverBoth(browser, a, b))).Should().OnlyContain(isSignedIn => isSignedIn);
            _some.Asked.Should().HaveCount(interval);
        }
    }

    [Fact]
    public async Task Twenty_requests_over_both_use_the_refresh_token_once()
    {
        List<string> used = [];
        _some.Shared.Okta.OnRefresh = form =>
        {
            lock (used)
                used.Add(form["refresh_token"]);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { access_token = "secret-new-access", refresh_token = "secret-new-refresh" }) });
        };
        var (a, b) = (await StartAsync(refreshTokens: true), await StartAsync(refreshTokens: true));
        var browser = await a.SignedInBrowserAsync();
        await PassAsync(JustLonger);

        (await Task.WhenAll(TwentyOverBoth(browser, a, b))).Should().OnlyContain(isSignedIn => isSignedIn);
        (await Task.WhenAll(TwentyOverBoth(browser, a, b))).Should().OnlyContain(isSignedIn => isSignedIn);

        used.Should().Equal(The.RefreshToken);
    }

    [Fact]
    public async Task A_token_that_one_finds_no_longer_valid_ends_the_session_on_both()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        var browser = await a.SignedInBrowserAsync();
        _some.IsActive = false;
        await PassAsync(JustLonger);

        await Eventually.BecomesTrueAsync(_some.Shared.Clock, TimeSpan.FromMilliseconds(20), async () => !await browser.CopyAt(a).IsSignedInAsync());

        await Eventually.BecomesTrueAsync(_some.Shared.Clock, TimeSpan.FromMilliseconds(20), async () => !await browser.CopyAt(b).IsSignedInAsync());
        _some.Asked.Should().ContainSingle();
        _some.Terminator.Terminations.Should().ContainSingle();
    }

    private protected abstract void AddStore(OktaLogoutBuilder logout);

    /// <summary>Lets the time pass for the nodes and the store.</summary>
    private protected virtual Task PassAsync(TimeSpan time)
    {
        _some.Shared.Clock.Advance(time);
        return Task.CompletedTask;
    }

    private static List<Task<bool>> TwentyOverBoth(Browser browser, RunningApp a, RunningApp b) =>
        [.. Enumerable.Range(0, 20).Select(i => browser.CopyAt(i % 2 == 0 ? a : b).IsSignedInAsync())];

    private async Task<RunningApp> StartAsync(bool refreshTokens = false)
    {
        var node = await _some.StartAsync(options => options.RefreshTokens = refreshTokens);
        _nodes.Add(node);
        return node;
    }
}
