using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The app's own validation rejects the ticket, most often because it could not refresh the access token, and the user presses "Sign out".
/// </summary>
public sealed class SignOutOfSessionsThatTheAppRejects
{
    private bool _rejects;

    [Theory, MemberData(nameof(Validations))]
    public async Task The_user_is_sent_to_Okta(string validation)
    {
        await using var app = await StartAsync(validation);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        _rejects = true;

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(Validations))]
    public async Task The_tokens_are_revoked(string validation)
    {
        await using var app = await StartAsync(validation);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        _rejects = true;

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        app.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Theory, MemberData(nameof(Validations))]
    public async Task No_copy_works_when_the_app_accepts_it_again(string validation)
    {
        await using var app = await StartAsync(validation);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Pass();
        _rejects = true;

        await browser.PostAsync("/signout");
        _rejects = false;

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Where_Okta_itself_is_down_the_page_says_that_Okta_may_be_open()
    {
        RunningApp? app = null;
        var some = new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = context => RefreshAsync(context, app!.Okta),
        };
        await using (app = await some.StartAsync())
        {
            var browser = await app.SignedInBrowserAsync();
            var copy = browser.Copy();
            app.Clock.Pass();
            app.Okta.IsDown = true;

            var page = await SignOutPage.PressAsync(browser);
            app.Okta.IsDown = false;

            page.SaysThatOktaMayBeOpen.Should().BeTrue();
            (await copy.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task A_session_that_the_app_rejects_once_lives_on_where_nobody_signs_out()
    {
        await using var app = await StartAsync("rejects");
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();

        _rejects = true;
        (await browser.IsSignedInAsync()).Should().BeFalse();
        _rejects = false;

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    public static TheoryData<string> Validations() => new("rejects", "rejects and signs out", "rejects and renews", "throws");

    private Task<RunningApp> StartAsync(string validation) => new SomeApp
    {
        Cookie = options => options.Events.OnValidatePrincipal = async context =>
        {
            if (!_rejects)
                return;
            if (validation is "throws")
                throw new TimeoutException("The users cannot be read.");
            context.RejectPrincipal();
            context.ShouldRenew = validation is "rejects and renews";
            if (validation is "rejects and signs out")
                await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        },
    }.StartAsync();

    // As apps do it: a new access token with each request that needs one, and no session without.
    private static async Task RefreshAsync(CookieValidatePrincipalContext context, FakeOkta okta)
    {
        using var http = new HttpMessageInvoker(okta, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, The.Issuer + "/v1/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", context.Properties.GetTokenValue("refresh_token")!)]),
        };
        try
        {
            (await http.SendAsync(request, context.HttpContext.RequestAborted)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        catch (HttpRequestException)
        {
            context.RejectPrincipal();
        }
    }
}
