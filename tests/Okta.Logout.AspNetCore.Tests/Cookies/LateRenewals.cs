using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A cookie that is renewed while its session ends, or after that, does not bring the session back.</summary>
public sealed class LateRenewals
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);
    private static readonly TimeSpan MoreThanHalf = TimeSpan.FromDays(8);

    [Fact]
    public async Task A_sliding_renewal_in_flight_during_the_sign_out_resurrects_nothing() =>
        await StaysDeadAsync(_ => { }, (_, held) => held.HoldAsync());

    [Fact]
    public async Task A_renewal_asked_for_by_the_apps_validation_resurrects_nothing() => await StaysDeadAsync(
        options => options.Events.OnValidatePrincipal = context =>
        {
            context.ShouldRenew = true;
            return Task.CompletedTask;
        },
        (_, held) => held.HoldAsync());

    [Fact]
    public async Task A_sign_in_by_the_app_with_the_properties_of_the_session_resurrects_nothing() => await StaysDeadAsync(_ => { }, async (context, held) =>
    {
        var ticket = await context.AuthenticateAsync();
        await held.HoldAsync();
        await context.SignInAsync(ticket.Principal!, ticket.Properties);
    });

    [Fact]
    public async Task A_sign_in_by_the_app_with_fresh_properties_resurrects_nothing() => await StaysDeadAsync(_ => { }, async (context, held) =>
    {
        await held.HoldAsync();
        await context.SignInAsync(context.User);
    });

    [Fact]
    public async Task A_sign_in_by_the_app_with_fresh_properties_and_a_principal_of_its_own_resurrects_nothing() => await StaysDeadAsync(
        options => options.Events.OnSigningIn = context =>
        {
            context.Principal = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "42")], "local"));
            return Task.CompletedTask;
        },
        async (context, held) =>
        {
            await held.HoldAsync();
            await context.SignInAsync(context.User);
        });

    [Fact]
    public async Task A_dead_cookie_past_half_its_lifetime_is_not_renewed()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Advance(MoreThanHalf);
        await browser.PostAsync("/signout");

        await copy.GetAsync("/");

        copy.Cookies.Names.Should().BeEmpty();
    }

    [Fact]
    public async Task A_dead_cookie_that_is_sent_again_and_again_outlives_its_entry_in_the_revocation_list_by_nothing()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();
        app.Clock.Advance(MoreThanHalf);
        await browser.PostAsync("/signout");
        await thief.GetAsync("/");

        app.Clock.Advance(Lifetime);

        (await thief.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_issued_by_the_app_after_the_sign_out_is_dead_beyond_the_entry_in_the_revocation_list()
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(_ => { }, held, async (context, request) =>
        {
            await request.HoldAsync();
            await context.SignInAsync(context.User);
        });
        var browser = await app.SignedInBrowserAsync();
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await held.Arrived;
        await browser.PostAsync("/signout");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        held.Release();
        await request;

        app.Clock.Advance(Lifetime - TimeSpan.FromMinutes(1));

        (await late.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_live_session_is_renewed_past_half_its_lifetime()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(MoreThanHalf);
        await browser.GetAsync("/");

        app.Clock.Advance(MoreThanHalf);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_renewed_session_still_ends_by_its_sign_out()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Advance(MoreThanHalf);
        await browser.GetAsync("/");

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static async Task StaysDeadAsync(Action<CookieAuthenticationOptions> cookie, Func<HttpContext, HeldRequest, Task> work)
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(cookie, held, work);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(MoreThanHalf);
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await held.Arrived;
        await browser.PostAsync("/signout");

        held.Release();
        var answer = await request;

        answer.Headers.Should().Contain(header => header.Key == "Set-Cookie", "the renewed cookie is what this is about");
        (await late.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task<RunningApp> StartAsync(
        Action<CookieAuthenticationOptions> cookie, HeldRequest held, Func<HttpContext, HeldRequest, Task> work) => new SomeApp
        {
            Cookie = cookie,
            Endpoints = app => app.MapGet("/held", async (HttpContext context) =>
            {
                await work(context, held);
                return "done";
            }),
        }.StartAsync();
}
