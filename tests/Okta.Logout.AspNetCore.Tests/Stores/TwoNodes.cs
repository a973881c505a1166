using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One app on two nodes, which share the Data Protection keys and a Redis.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly EphemeralDataProtectionProvider _keys = new();
    private RunningApp _a = null!;
    private RunningApp _b = null!;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        (_a, _b) = (await StartAsync(), await StartAsync());
    }

    public async Task DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_out_on_one_is_obeyed_by_the_other_at_the_next_request()
    {
        var browser = await _a.SignedInBrowserAsync();
        var copy = On(_b, browser);
        (await copy.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_front_channel_logout_that_one_receives_ends_the_session_used_on_the_other()
    {
        var browser = On(_b, await _a.SignedInBrowserAsync());
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await _a.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_administrator_on_one_ends_the_user_s_sessions_on_the_other()
    {
        var browser = On(_b, await _a.SignedInBrowserAsync());

        await _a.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_used_token_is_known_to_both()
    {
        var (a, b) = (_a.Services.GetRequiredService<ITokenReplayCache>(), _b.Services.GetRequiredService<ITokenReplayCache>());

        (await a.TryReserveAsync(The.Issuer, "jti-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.Reserved);
        (await b.TryReserveAsync(The.Issuer, "jti-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.InProgress);
        await a.ReleaseAsync(The.Issuer, "jti-1");
        (await b.TryReserveAsync(The.Issuer, "jti-1", The.Now.AddMinutes(5))).Should().Be(TokenReservation.Reserved);
    }

    [Fact]
    public async Task When_Redis_dies_users_stay_signed_in_and_can_sign_out_here()
    {
        var browser = await _a.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        var copy = browser.Copy();

        _redis.Kill();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        await browser.PostAsync("/signout");
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse("this node knows what it has ended itself");
    }

    private static Browser On(RunningApp node, Browser browser) => new(node, browser.Cookies.Copy(), RunningApp.Origin);

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        AddOktaLogout = services => services.AddOktaLogout().UseDistributedCache(),
        Services = services =>
        {
            services.AddSingleton<IDataProtectionProvider>(_keys);
            services.AddSingleton<IDistributedCache>(_redis.Connect());
        },
    }.StartAsync();
}
