using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app with two OpenID Connect schemes: each sign-out goes to the issuer of its session, and so do its tokens.</summary>
public sealed class SeveralProviders
{
    private const string SecondIssuer = "https://second.okta.com/oauth2/default";

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_session_of_the_first_is_signed_out_there(bool ownCookie)
    {
        await using var app = await StartAsync(ownCookie);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-first");

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be(The.EndSessionEndpoint);

        app.Okta.Calls.Should().Contain($"POST {The.RevocationEndpoint}").And.NotContain($"POST {SecondIssuer}/v1/revoke");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_session_of_the_second_is_signed_out_there(bool ownCookie)
    {
        await using var app = await StartAsync(ownCookie);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-second");

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be(SecondIssuer + "/v1/logout");

        app.Okta.Calls.Should().Contain($"POST {SecondIssuer}/v1/revoke").And.NotContain($"POST {The.RevocationEndpoint}");
    }

    [Fact]
    public async Task A_session_of_the_second_that_the_app_renewed_with_fresh_properties_is_signed_out_there()
    {
        await using var app = await StartAsync(ownCookie: false);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-second");
        await browser.GetAsync("/renew");

        (await SignOutAnswer.OfAsync(browser)).Endpoint.Should().Be(SecondIssuer + "/v1/logout");
    }

    [Fact]
    public async Task Sessions_in_two_cookies_both_end_and_the_tokens_of_each_are_revoked_at_its_own()
    {
        await using var app = await StartAsync(ownCookie: true);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-first");
        await browser.SignInAsync("/signin-second");
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        app.Okta.Calls.Should().Contain([$"POST {The.RevocationEndpoint}", $"POST {SecondIssuer}/v1/revoke"]);
        (await copy.IsSignedInAsync()).Should().BeFalse();
        (await copy.GetAsync("/me-second")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_sign_out_of_one_cookie_by_the_app_leaves_the_other()
    {
        await using var app = await StartAsync(ownCookie: true);
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-first");
        await browser.SignInAsync("/signin-second");

        await browser.PostAsync("/own-second");

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await browser.GetAsync("/me-second")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_of_a_scheme_that_takes_no_part_go_to_no_other()
    {
        await using var app = await StartAsync(ownCookie: false, services => services.AddOktaLogout("First-Okta", CookieAuthenticationDefaults.AuthenticationScheme));
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin-second");
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        app.Okta.Calls.Should().NotContain(call => call.Contains("/revoke"));
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static async Task<RunningApp> StartAsync(bool ownCookie, Action<IServiceCollection>? addOktaLogout = null)
    {
        var app = await new SomeApp
        {
            AddOktaLogout = addOktaLogout ?? (services => services.AddOktaLogout()),
            Authentication = (authentication, okta) =>
            {
                okta.AddServer(SecondIssuer);
                authentication.AddCookie().AddCookie("Second")
                    .AddOpenIdConnect("First-Okta", options => SetUp(options, The.Issuer, "first", CookieAuthenticationDefaults.AuthenticationScheme))
                    .AddOpenIdConnect("Second-Okta", options =>
                        SetUp(options, SecondIssuer, "second", ownCookie ? "Second" : CookieAuthenticationDefaults.AuthenticationScheme));
            },
            Endpoints = host =>
            {
                host.MapGet("/signin-first", () => TypedResults.Challenge(new() { RedirectUri = "/" }, ["First-Okta"]));
                host.MapGet("/signin-second", () => TypedResults.Challenge(new() { RedirectUri = "/" }, ["Second-Okta"]));
                host.MapGet("/renew", (HttpContext context) => context.SignInAsync(context.User));
                host.MapPost("/own-second", (HttpContext context) => context.SignOutAsync("Second"));
                host.MapGet("/me-second", async (HttpContext context) =>
                    (await context.AuthenticateAsync("Second")).Succeeded ? Results.Ok() : Results.StatusCode(StatusCodes.Status401Unauthorized));
            },
        }.StartAsync();
        return app;
    }

    private static void SetUp(OpenIdConnectOptions options, string issuer, string name, string cookieScheme)
    {
        options.Authority = issuer;
        options.ClientId = The.ClientId;
        options.ClientSecret = The.ClientSecret;
        options.ResponseType = "code";
        options.SaveTokens = true;
        options.CallbackPath = $"/callback-{name}";
        options.SignedOutCallbackPath = $"/signed-out-{name}";
        options.RemoteSignOutPath = $"/remote-{name}";
        options.SignInScheme = cookieScheme;
    }
}
