using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A cookie that was copied before a sign-out is useless after it, whatever code signs out.</summary>
public sealed class CopiedCookies
{
    private const string Cookies = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string OpenIdConnect = OpenIdConnectDefaults.AuthenticationScheme;

    [Fact]
    public Task A_copied_cookie_is_dead_after_a_post_to_the_endpoint() => DiesAsync(_ => { }, "/signout");

    [Fact]
    public Task A_copied_cookie_is_dead_after_the_apps_own_sign_out_of_the_cookie_scheme() =>
        DiesAsync(app => app.MapPost("/own", (HttpContext context) => context.SignOutAsync(Cookies)), "/own");

    [Fact]
    public Task A_copied_cookie_is_dead_after_the_apps_own_sign_out_of_the_default_scheme() =>
        DiesAsync(app => app.MapPost("/own", (HttpContext context) => context.SignOutAsync()), "/own");

    [Fact]
    public Task A_copied_cookie_is_dead_after_a_sign_out_result_of_both_schemes() =>
        DiesAsync(app => app.MapPost("/own", () => TypedResults.SignOut(new() { RedirectUri = "/" }, [Cookies, OpenIdConnect])), "/own");

    [Fact]
    public Task A_copied_cookie_is_dead_after_the_apps_own_sign_out_of_both_schemes() => DiesAsync(
        app => app.MapPost("/own", async (HttpContext context) =>
        {
            await context.SignOutAsync(OpenIdConnect);
            await context.SignOutAsync(Cookies);
        }),
        "/own");

    [Fact]
    public Task A_copied_cookie_is_dead_after_the_helper_for_the_apps_own_code() =>
        DiesAsync(app => app.MapPost("/own", async (HttpContext context) => { await context.SignOutOfOktaAsync(); }), "/own");

    [Fact]
    public async Task A_copied_cookie_is_dead_after_a_sign_out_ahead_of_the_authentication_middleware()
    {
        await using var app = await new SomeApp
        {
            First = host => host.MapWhen(context => context.Request.Path == "/early", branch => branch.Run(context => context.SignOutAsync(Cookies))),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/early");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_refused_cookie_is_deleted_from_the_browser_that_sent_it()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/signout");

        await copy.GetAsync("/");

        copy.Cookies.Names.Should().BeEmpty();
    }

    [Fact]
    public async Task A_refused_cookie_is_deleted_with_all_its_chunks()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.Events.OnTokenValidated = context =>
            {
                context.Properties!.SetString("large", new string('x', 8000));
                return Task.CompletedTask;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        browser.Cookies.Names.Should().Contain(name => name.EndsWith("C2", StringComparison.Ordinal));
        var copy = browser.Copy();
        await browser.PostAsync("/signout");

        await copy.GetAsync("/");

        copy.Cookies.Names.Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_sign_in_in_the_same_browser_does_not_revive_the_copy()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/signout");

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static async Task DiesAsync(Action<WebApplication> endpoints, string path)
    {
        await using var app = await new SomeApp { Endpoints = endpoints }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync(path);

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }
}
