using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Logouts, and the races between sign-outs that start elsewhere and sign-ins.</summary>
public sealed class BackChannelSessions
{
    [Fact]
    public async Task A_sid_ends_that_session_only()
    {
        foreach (var withSubject in new[] { true, false })
        {
            await using var app = await BackChannelApp.StartAsync();
            var one = await app.SignedInAsync("sid-1");
            var other = await app.SignedInAsync("sid-2");
            var token = new SomeLogoutToken { Claims = { ["sid"] = "sid-1" } };
            if (!withSubject)
                token.Claims.Remove("sub");

            await (await app.DeliverAsync(token.Build())).ShouldBeAcceptedAsync();

            (await one.IsSignedInAsync()).Should().BeFalse();
            (await other.IsSignedInAsync()).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_sub_alone_ends_all_sessions_of_the_user()
    {
        await using var app = await BackChannelApp.StartAsync();
        Browser[] devices = [await app.SignedInAsync("sid-1"), await app.SignedInAsync("sid-2"), await app.SignedInAsync("sid-3")];
        var somebodyElse = await app.SignedInAsync("sid-4", "another");

        await (await app.DeliverAsync(SomeLogoutToken.WithoutClaim("sid"))).ShouldBeAcceptedAsync();

        foreach (var device in devices)
            (await device.IsSignedInAsync()).Should().BeFalse();
        (await somebodyElse.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_sid_decides_where_it_belongs_to_another_user()
    {
        await using var app = await BackChannelApp.StartAsync();
        var userB = await app.SignedInAsync("sid-b", "user-b");
        var userA = await app.SignedInAsync("sid-a", "user-a");

        await (await app.DeliverAsync(new SomeLogoutToken { Claims = { ["sid"] = "sid-b", ["sub"] = "user-a" } }.Build())).ShouldBeAcceptedAsync();

        (await userB.IsSignedInAsync()).Should().BeFalse();
        (await userA.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Nothing_to_end_is_success()
    {
        await using var app = await BackChannelApp.StartAsync();
        var browser = await app.SignedInAsync();
        await browser.PostAsync("/signout");

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();
        await (await app.DeliverAsync(SomeLogoutToken.WithClaim("sid", "unknown"))).ShouldBeAcceptedAsync();
        await (await app.DeliverAsync(SomeLogoutToken.WithoutClaim("sid"))).ShouldBeAcceptedAsync();
    }

    [Fact]
    public async Task Issuers_are_independent_of_each_other()
    {
        await using var app = await BackChannelApp.StartAsync(some: TwoIssuers());
        app.App.Okta.AddServer(OtherIssuer);
        app.Publish(OtherIssuer, ProviderKeys.RsaJwk);
        var here = await app.SignedInAsync();
        var there = app.App.NewBrowser();
        await there.SignInAsync("/signin-other");

        await (await app.DeliverAsync(new SomeLogoutToken { Claims = { ["jti"] = "same" } }.Build())).ShouldBeAcceptedAsync();
        (await here.IsSignedInAsync()).Should().BeFalse();
        (await there.IsSignedInAsync()).Should().BeTrue();

        var token = new SomeLogoutToken { Claims = { ["jti"] = "same", ["iss"] = OtherIssuer, ["aud"] = "other-client" } };
        await (await app.DeliverAsync(token.Build())).ShouldBeAcceptedAsync();
        (await there.IsSignedInAsync()).Should().BeFalse();
        token.Claims["jti"] = "another";
        token.Claims["aud"] = The.ClientId;
        await (await app.DeliverAsync(token.Build())).ShouldBeRefusedAsync(errorId: "OL8014");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_logout_before_the_sign_in_callback_has_finished_ends_that_session(bool withSid)
    {
        await using var app = await BackChannelApp.StartAsync();
        var browser = app.App.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var code = app.App.Okta.Authorize(authorize);

        await (await app.DeliverAsync(withSid ? SomeLogoutToken.Valid() : SomeLogoutToken.WithoutClaim("sid"))).ShouldBeAcceptedAsync();
        await browser.SendAsync(new(HttpMethod.Post, "/signin-oidc")
        {
            Content = new FormUrlEncodedContent([new("code", code), new("state", QueryHelpers.ParseQuery(authorize.Query)["state"].ToString())]),
        });

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_delayed_token_does_not_end_a_session_begun_later()
    {
        await using var app = await BackChannelApp.StartAsync();
        var before = await app.SignedInAsync("sid-1");
        string[] delayed = [SomeLogoutToken.WithoutClaim("sid"), SomeLogoutToken.WithClaim("sid", "sid-1")];
        app.App.Clock.Advance(TimeSpan.FromSeconds(30));
        var after = await app.SignedInAsync("sid-2");

        foreach (var token in delayed)
            await (await app.DeliverAsync(token)).ShouldBeAcceptedAsync();

        (await before.IsSignedInAsync()).Should().BeFalse();
        (await after.IsSignedInAsync()).Should().BeTrue();
        foreach (var token in delayed)
            await (await app.DeliverAsync(token)).ShouldBeRefusedAsync(errorId: "OL8022");
        (await after.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Concurrent_renewals_resurrect_nothing()
    {
        SomeApp some = new()
        {
            Cookie = options => options.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew = true;
                return Task.CompletedTask;
            },
            AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(),
        };
        await using var app = await BackChannelApp.StartAsync(some: some);
        var browser = await app.SignedInAsync();
        var copies = Enumerable.Range(0, 20).Select(_ => browser.Copy()).ToList();

        var renewals = copies.Select(copy => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await copy.IsSignedInAsync();
        })).ToList();
        var logout = app.DeliverAsync(SomeLogoutToken.Valid());
        await Task.WhenAll(renewals);
        await (await logout).ShouldBeAcceptedAsync();

        foreach (var copy in copies)
            (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_refresh_token_is_kept()
    {
        await using var app = await BackChannelApp.StartAsync();
        await app.SignedInAsync();

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeAcceptedAsync();

        app.App.Okta.RevokedTokens.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_could_not_be_recorded_may_be_delivered_again()
    {
        SwitchableStore? store = null;
        await using var app = await BackChannelApp.StartAsync(services: it => it.AddSingleton<ISessionRevocationStore>(
            provider => store = new(provider.GetRequiredService<TimeProvider>()) { Writes = StoreFault.Throws }));
        var browser = await app.SignedInAsync();
        var token = SomeLogoutToken.Valid();

        var refused = await app.DeliverAsync(token);
        await refused.ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8404");
        refused.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);

        store!.Writes = StoreFault.None;
        await (await app.DeliverAsync(token)).ShouldBeAcceptedAsync();
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_replay_memory_nothing_is_done()
    {
        await using var app = await BackChannelApp.StartAsync(services: it => it.AddSingleton<ITokenReplayCache, FailingReplayCache>());
        var browser = await app.SignedInAsync();

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8404");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_part_that_failed_can_be_tried_again()
    {
        var terminator = new RecordingTerminator { IsDown = true };
        await using var app = await BackChannelApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var browser = await app.SignedInAsync();
        var token = SomeLogoutToken.Valid();

        await (await app.DeliverAsync(token)).ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "OL8403");
        (await browser.IsSignedInAsync()).Should().BeFalse("the cookie is dead, whatever the app's own part does");

        terminator.IsDown = false;
        await (await app.DeliverAsync(token)).ShouldBeAcceptedAsync();
        terminator.Terminations.Should().HaveCount(2).And.OnlyContain(seen => seen.Reason == SessionTerminationReason.BackChannelLogout);
    }

    [Fact]
    public async Task A_logout_is_completed_for_a_sender_that_has_hung_up()
    {
        var terminator = new WaitingTerminator();
        await using var app = await BackChannelApp.StartAsync(services: it => it.AddSingleton<ISessionTerminator>(terminator));
        var browser = await app.SignedInAsync();
        using var hangUp = new CancellationTokenSource();
        HttpRequestMessage request = new(HttpMethod.Post, BackChannelApp.Endpoint) { Content = new FormUrlEncodedContent([new("logout_token", SomeLogoutToken.Valid())]) };

        var delivery = app.App.Http.SendAsync(request, hangUp.Token);
        await terminator.Began;
        await hangUp.CancelAsync();
        terminator.GoOn();

        await terminator.Ended;
        await Task.WhenAny(delivery);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_request_that_the_app_itself_gives_up_is_not_answered_as_accepted()
    {
        using var timeout = new CancellationTokenSource();
        await using var app = await BackChannelApp.StartAsync(some: new()
        {
            First = it => it.Use((context, next) =>
            {
                // As UseRequestTimeouts does.
                context.RequestAborted = timeout.Token;
                return next(context);
            }),
            AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(),
        });
        var keys = app.App.Okta.Answers[The.Issuer + "/v1/keys"];
        app.App.Okta.Answers[The.Issuer + "/v1/keys"] = (request, cancellationToken) =>
        {
            timeout.Cancel();
            return keys(request, cancellationToken);
        };

        await (await app.DeliverAsync(SomeLogoutToken.Valid())).ShouldBeRefusedAsync(HttpStatusCode.ServiceUnavailable, "OL8303");
    }

    [Fact]
    public async Task A_logout_token_does_not_sign_in()
    {
        await using var app = await BackChannelApp.StartAsync(some: new()
        {
            OpenIdConnect = options => options.Events.OnRemoteFailure = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                context.HandleResponse();
                return Task.CompletedTask;
            },
            AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(),
        });
        app.App.Okta.Claims["events"] = new Dictionary<string, object> { [SomeLogoutToken.Event] = new Dictionary<string, object>() };
        var browser = app.App.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;

        var callback = await browser.SendAsync(new(HttpMethod.Post, "/signin-oidc")
        {
            Content = new FormUrlEncodedContent([new("code", app.App.Okta.Authorize(authorize)), new("state", QueryHelpers.ParseQuery(authorize.Query)["state"].ToString())]),
        });

        callback.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await browser.IsSignedInAsync()).Should().BeFalse();
        app.App.Okta.Claims.Remove("events");
        (await (await app.SignedInAsync()).IsSignedInAsync()).Should().BeTrue();
    }

    private const string OtherIssuer = "https://other.example.com";

    private static SomeApp TwoIssuers() => new()
    {
        Authentication = (authentication, _) => authentication
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddOpenIdConnect("OpenIdConnect", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"))
            .AddOpenIdConnect("other", options => SomeScheme.SetUp(options, OtherIssuer, "other-client", "/signin-oidc-other")),
        AddOktaLogout = it => it.AddOktaLogout().AddBackChannelLogout(),
        Endpoints = app => app.MapGet("/signin-other", () => TypedResults.Challenge(new() { RedirectUri = "/" }, ["other"])),
    };
}
