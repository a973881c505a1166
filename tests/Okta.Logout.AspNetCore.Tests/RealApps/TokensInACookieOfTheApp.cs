using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app redeemed the code itself and issued its own cookie with the tokens; two OpenID Connect schemes share that cookie.</summary>
public sealed class TokensInACookieOfTheApp
{
    private const string SecondIssuer = "https://second.okta.com/oauth2/default";
    private const string SecondClient = "0oa2client";
    private const string ThirdIssuer = "https://third.okta.com/oauth2/default";

    private string? _idToken;

    [Theory]
    [InlineData(The.Issuer, The.ClientId)]
    [InlineData(SecondIssuer, The.ClientId)]
    public async Task The_tokens_go_to_the_issuer_of_the_ID_token_only(string issuer, string clientId)
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, issuer, clientId);

        await browser.PostAsync("/signout");

        app.Okta.Revocations.Should().NotBeEmpty().And.OnlyContain(revoked => revoked.Server == issuer);
        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    [Theory]
    [InlineData(The.Issuer, The.ClientId)]
    [InlineData(SecondIssuer, The.ClientId)]
    public async Task The_user_is_sent_to_the_issuer_of_the_ID_token(string issuer, string clientId)
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, issuer, clientId);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(_idToken!, issuer + "/v1/logout");
    }

    [Fact]
    public async Task Of_two_clients_of_one_issuer_the_one_to_which_the_ID_token_was_issued_is_used()
    {
        await using var app = await StartAsync(secondIssuer: The.Issuer, secondClient: SecondClient);
        var browser = await SignedInAsync(app, The.Issuer, SecondClient);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(_idToken!);

        app.Okta.Revocations.Should().NotBeEmpty().And.OnlyContain(revoked => revoked.ClientId == SecondClient);
    }

    [Fact]
    public async Task Tokens_of_an_issuer_that_is_not_the_app_s_go_nowhere()
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, ThirdIssuer, The.ClientId);
        var copy = browser.Copy();

        var page = await SignOutPage.PressAsync(browser);

        app.Okta.RevokedTokens.Should().BeEmpty();
        page.IdTokenHint.Should().BeNull();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Tokens_without_an_ID_token_go_nowhere_as_two_issuers_could_be_meant()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.PostAsync("/own-sign-in");
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().BeEmpty();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_issuer_of_the_ID_token_ends_the_session()
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, SecondIssuer, The.ClientId);
        app.Clock.Pass();

        await app.FrontChannelAsync(issuer: SecondIssuer);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Another_issuer_with_the_same_sid_does_not_end_it()
    {
        await using var app = await StartAsync();
        var browser = await SignedInAsync(app, SecondIssuer, The.ClientId);
        app.Clock.Pass();

        await app.FrontChannelAsync(issuer: The.Issuer);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    private async Task<Browser> SignedInAsync(RunningApp app, string issuer, string clientId)
    {
        var now = app.Clock.GetUtcNow().ToUnixTimeSeconds();
        _idToken = TestKey.Sign(new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = clientId,
            ["sub"] = The.Subject,
            ["sid"] = The.Sid,
            ["iat"] = now,
            ["exp"] = now + 3600,
        });
        var browser = app.NewBrowser();
        await browser.PostAsync("/own-sign-in");
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    private Task<RunningApp> StartAsync(string secondIssuer = SecondIssuer, string secondClient = The.ClientId) => new SomeApp
    {
        Authentication = (authentication, okta) =>
        {
            okta.AddServer(SecondIssuer);
            authentication.AddCookie()
                .AddOpenIdConnect("OpenIdConnect", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-first"))
                .AddOpenIdConnect("Second", options => SomeScheme.SetUp(options, secondIssuer, secondClient, "/signin-second"));
        },
        Endpoints = host => host.MapPost("/own-sign-in", (HttpContext context) =>
        {
            var properties = new AuthenticationProperties();
            List<AuthenticationToken> tokens = [new() { Name = "refresh_token", Value = The.RefreshToken }, new() { Name = "access_token", Value = The.AccessToken }];
            if (_idToken is not null)
                tokens.Add(new() { Name = "id_token", Value = _idToken });
            properties.StoreTokens(tokens);
            ClaimsPrincipal user = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], "own"));
            return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, user, properties);
        }),
    }.StartAsync();
}
