using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The page was open overnight: the ticket has expired, the browser still sends its cookie, and the session at Okta goes on.</summary>
public sealed class SignOutWithAnExpiredCookie
{
    private static readonly TimeSpan Overnight = TimeSpan.FromHours(14);

    [Fact]
    public async Task The_user_is_sent_to_Okta()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Overnight);
        (await browser.Copy().IsSignedInAsync()).Should().BeFalse();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task The_tokens_are_revoked_and_the_cookie_is_deleted()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Overnight);

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
    }

    [Fact]
    public async Task A_ticket_that_expired_weeks_ago_is_still_signed_out_at_Okta()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(60));

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task Without_a_kept_ID_token_the_page_says_that_Okta_may_be_open()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.ExpireTimeSpan = TimeSpan.FromHours(1),
            OpenIdConnect = options => options.SaveTokens = false,
            Web = options => options.KeepIdToken = false,
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Overnight);

        (await SignOutPage.PressAsync(browser)).SaysThatOktaMayBeOpen.Should().BeTrue();
    }

    [Fact]
    public async Task A_ticket_that_the_server_has_dropped_makes_the_page_say_that_Okta_may_be_open()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.ExpireTimeSpan = TimeSpan.FromHours(1),
            Services = TicketsOnTheServer.AddTo,
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Overnight);

        (await SignOutPage.PressAsync(browser)).SaysThatOktaMayBeOpen.Should().BeTrue();
    }

    [Fact]
    public async Task A_cookie_that_no_key_of_the_app_opens_is_nobodys()
    {
        await using var stranger = await StartAsync();
        var foreign = await stranger.SignedInBrowserAsync();
        await using var app = await StartAsync();
        var browser = foreign.CopyAt(app);

        var page = await SignOutPage.PressAsync(browser);

        page.Address.Should().Be("/");
        app.Okta.Calls.Should().NotContain(call => call.EndsWith("/v1/revoke"));
        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
    }

    [Fact]
    public async Task A_browser_without_any_cookie_is_not_warned()
    {
        await using var app = await StartAsync();

        (await SignOutPage.PressAsync(app.NewBrowser())).Address.Should().Be("/");
    }

    [Fact]
    public async Task An_expired_cookie_beside_a_live_one_of_another_scheme_is_signed_out_too()
    {
        const string Second = "https://second.okta.com/oauth2/default";
        await using var app = await new SomeApp
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer(Second);
                okta.IssuesDistinctTokens = true;
                authentication.AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromHours(1)).AddCookie("Long")
                    .AddOpenIdConnect("OpenIdConnect", options => SetUp(options, The.Issuer, "/signin-first", "Cookies"))
                    .AddOpenIdConnect("Second", options => SetUp(options, Second, "/signin-second", "Long"));
            },
            Endpoints = host => host.MapChallenge("/to-second", "Second"),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.SignInAsync("/to-second");
        app.Clock.Advance(Overnight);

        await browser.PostAsync("/signout");

        app.Okta.Revocations.Should().Contain(revoked => revoked.Server == The.Issuer && revoked.Token == app.Okta.IssuedRefreshTokens[0])
            .And.Contain(revoked => revoked.Server == Second && revoked.Token == app.Okta.IssuedRefreshTokens[1]);

        static void SetUp(OpenIdConnectOptions options, string issuer, string path, string cookie)
        {
            SomeScheme.SetUp(options, issuer, The.ClientId, path);
            options.SignInScheme = cookie;
            options.SaveTokens = true;
        }
    }

    // A session cookie, as the handler issues it: the browser keeps it for as long as it is open.
    private static Task<RunningApp> StartAsync() => new SomeApp { Cookie = options => options.ExpireTimeSpan = TimeSpan.FromHours(1) }.StartAsync();
}
