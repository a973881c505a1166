using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>"Switch account": the next sign-in asks who signs in, although the Okta session may be open.</summary>
public sealed class SwitchedAccounts
{
    [Fact]
    public async Task The_next_sign_in_asks_once()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/switch");

        (await PromptAsync(browser)).Should().Be("login");
        (await PromptAsync(browser)).Should().BeNull();
    }

    [Fact]
    public async Task A_plain_sign_out_does_not_ask()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await PromptAsync(browser)).Should().BeNull();
    }

    [Fact]
    public async Task An_option_makes_every_sign_out_ask()
    {
        await using var app = await new SomeApp { Web = options => options.PromptAtNextSignIn = true }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await PromptAsync(browser)).Should().Be("login");
    }

    [Fact]
    public async Task A_user_whose_session_has_ended_before_is_asked_too()
    {
        await using var app = await App().StartAsync();
        var browser = app.NewBrowser();

        await browser.PostAsync("/switch");

        (await PromptAsync(browser)).Should().Be("login");
        (await PromptAsync(browser)).Should().BeNull();
    }

    [Fact]
    public async Task It_is_forgotten_after_the_lifetime_of_the_state()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/switch");

        app.Clock.Advance(TimeSpan.FromMinutes(15));

        (await PromptAsync(browser)).Should().BeNull();
    }

    [Fact]
    public async Task Other_browsers_are_not_asked()
    {
        await using var app = await App().StartAsync();

        await (await app.SignedInBrowserAsync()).PostAsync("/switch");

        (await PromptAsync(app.NewBrowser())).Should().BeNull();
    }

    [Fact]
    public async Task A_silent_sign_in_stays_silent_and_leaves_it_to_the_next()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/switch");

        (await PromptAsync(browser, "/challenge?prompt=none")).Should().Be("none");
        (await PromptAsync(browser)).Should().Be("login");
    }

    [Fact]
    public async Task A_prompt_of_the_app_stays()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/switch");

        (await PromptAsync(browser, "/challenge?prompt=consent")).Should().Be("login consent");
    }

    [Fact]
    public async Task A_challenge_of_another_scheme_leaves_it_to_the_scheme_that_began_the_session()
    {
        await using var app = await App(new()
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer("https://other.example.com");
                authentication.AddCookie()
                    .AddOpenIdConnect(options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"))
                    .AddOpenIdConnect("Other", options => SomeScheme.SetUp(options, "https://other.example.com", "other", "/other"));
            },
        }).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/switch");

        (await PromptAsync(browser, "/challenge?scheme=Other")).Should().BeNull();
        (await PromptAsync(browser)).Should().Be("login");
        (await PromptAsync(browser)).Should().BeNull();
    }

    [Fact]
    public async Task A_cookie_that_another_app_made_is_left_alone()
    {
        await using var app = await App().StartAsync();
        await using var other = await App(keys: new EphemeralDataProtectionProvider()).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/switch");

        (await PromptAsync(browser.At(other))).Should().BeNull();
        (await PromptAsync(browser)).Should().Be("login");
    }

    private static SomeApp App(SomeApp? like = null, IDataProtectionProvider? keys = null) => new()
    {
        Authentication = like?.Authentication,
        Services = services =>
        {
            if (keys is not null)
                services.AddSingleton(keys);
        },
        Endpoints = host =>
        {
            host.MapPost("/switch", () => new OktaSignOutResult("/signin", new() { Scope = SignOutScope.AppOnly, PromptAtNextSignIn = true })).AllowAnonymous();
            host.MapGet("/challenge", (string? scheme, string? prompt) =>
            {
                var properties = new AuthenticationProperties();
                if (prompt is not null)
                    properties.SetParameter("prompt", prompt);
                return TypedResults.Challenge(properties, [scheme ?? "OpenIdConnect"]);
            }).AllowAnonymous();
        },
    };

    private static async Task<string?> PromptAsync(Browser browser, string path = "/signin") =>
        Responses.Query((await browser.GetAsync(path)).Location()).GetValueOrDefault("prompt");
}
