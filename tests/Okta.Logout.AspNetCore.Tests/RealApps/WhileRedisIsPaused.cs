using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Redis is paused (SIGSTOP), so that it can be neither read nor written, and continues later.</summary>
public sealed class WhileRedisIsPaused : IAsyncLifetime
{
    private readonly RedisServer _redis = new();
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly FakeTimeProvider _clock = new(The.Now);
    private RunningApp _a = null!;
    private RunningApp _b = null!;

    public Task InitializeAsync() => _redis.InitializeAsync();

    public async Task DisposeAsync()
    {
        _redis.Resume();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory, InlineData(RevocationCheckFailure.Allow), InlineData(RevocationCheckFailure.Reject)]
    public async Task The_user_is_sent_to_Okta_and_the_tokens_are_revoked(RevocationCheckFailure policy)
    {
        await StartAsync(policy);
        var browser = await _a.SignedInBrowserAsync();
        _clock.Pass();
        _redis.Pause();

        var page = await SignOutPage.ReadAsync(await _a.AnswerAsync(browser.PostAsync("/signout")));

        page.ShouldLeadToOkta(_a.Okta.IssuedIdTokens.Single());
        _a.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Theory, InlineData(RevocationCheckFailure.Allow), InlineData(RevocationCheckFailure.Reject)]
    public async Task A_script_is_not_told_that_the_user_is_signed_out_as_long_as_copies_work(RevocationCheckFailure policy)
    {
        await StartAsync(policy);
        var browser = await _a.SignedInBrowserAsync();
        _clock.Pass();
        _redis.Pause();

        var answer = await _a.AnswerAsync(browser.PostByScriptAsync("/signout"));

        (await answer.JsonAsync()).GetProperty("signedOut").GetBoolean().Should().BeFalse("the other node cannot know");
    }

    [Theory, InlineData(RevocationCheckFailure.Allow), InlineData(RevocationCheckFailure.Reject)]
    public async Task Copies_die_on_every_node_when_Redis_goes_on(RevocationCheckFailure policy)
    {
        await StartAsync(policy);
        var browser = await _a.SignedInBrowserAsync();
        var copies = new[] { browser.Copy(), browser.CopyAt(_b) };
        _clock.Pass();
        _redis.Pause();
        await _a.AnswerAsync(browser.PostAsync("/signout"));

        _redis.Resume();

        foreach (var copy in copies)
            await _a.EventuallyAsync(async () => !await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_of_which_nobody_signed_out_goes_on_when_Redis_does()
    {
        await StartAsync(RevocationCheckFailure.Reject);
        var browser = await _a.SignedInBrowserAsync();
        var other = await _a.SignedInBrowserAsync();
        _clock.Pass();
        _redis.Pause();
        await _a.AnswerAsync(browser.PostAsync("/signout"));

        _redis.Resume();

        await _a.EventuallyAsync(other.IsSignedInAsync);
    }

    [Theory]
    [InlineData(Reissues.SameTicket)]
    [InlineData(Reissues.FreshProperties)]
    [InlineData(Reissues.SignOutAndIn)]
    public async Task What_a_thief_renews_is_dead_when_Redis_goes_on(string way)
    {
        await StartAsync(RevocationCheckFailure.Allow);
        var browser = await _a.SignedInBrowserAsync();
        var thief = browser.Copy();
        _clock.Pass();
        await browser.At(_b).PostAsync("/signout");
        _redis.Pause();
        await _a.AnswerAsync(thief.GetAsync("/renew?way=" + Uri.EscapeDataString(way)));

        _redis.Resume();

        await _a.EventuallyAsync(async () => !await thief.Copy().IsSignedInAsync());
        (await thief.IsSignedInOnAnyDayAsync(_clock, 20)).Should().BeFalse();
    }

    [Theory]
    [InlineData(Reissues.SameTicket)]
    [InlineData(Reissues.FreshProperties)]
    public async Task A_session_that_the_app_renews_meanwhile_goes_on_when_Redis_does(string way)
    {
        await StartAsync(RevocationCheckFailure.Allow);
        var browser = await _a.SignedInBrowserAsync();
        _clock.Pass();
        _redis.Pause();
        await _a.AnswerAsync(browser.GetAsync("/renew?way=" + Uri.EscapeDataString(way)));

        _redis.Resume();

        await _a.EventuallyAsync(browser.IsSignedInAsync);
    }

    [Theory]
    [InlineData(Channels.BackChannel)]
    [InlineData(Channels.UniversalLogout)]
    public async Task A_channel_asks_its_sender_to_try_again_and_ends_the_session_when_Redis_goes_on(string channel)
    {
        await StartAsync(RevocationCheckFailure.Allow);
        var browser = await _a.SignedInBrowserAsync();
        _clock.Pass();
        _redis.Pause();
        var first = await _a.AnswerAsync(channel is Channels.BackChannel ? _a.BackChannelAsync() : _a.UniversalLogoutAsync());

        _redis.Resume();

        first.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await _a.EventuallyAsync(async () => (await (channel is Channels.BackChannel ? _a.BackChannelAsync() : _a.UniversalLogoutAsync())).IsSuccessStatusCode);
        (await browser.CopyAt(_b).IsSignedInAsync()).Should().BeFalse();
    }

    private async Task StartAsync(RevocationCheckFailure policy) => (_a, _b) = (await StartNodeAsync(policy), await StartNodeAsync(policy));

    private Task<RunningApp> StartNodeAsync(RevocationCheckFailure policy) => new SomeApp
    {
        Clock = _clock,
        AddOktaLogout = services => services.AddOktaLogout(options => options.OnRevocationCheckFailure = policy)
            .AddBackChannelLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint).UseDistributedCache(),
        Endpoints = host => host.MapGet("/renew", (HttpContext context, string way) => Reissues.RunAsync(context, way)),
        Services = services =>
        {
            services.AddSingleton<IDataProtectionProvider>(_keys);
            services.AddSingleton<IDistributedCache>(_redis.Connect());
        },
    }.StartAsync();
}
