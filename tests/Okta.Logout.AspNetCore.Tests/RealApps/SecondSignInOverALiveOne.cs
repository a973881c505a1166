using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A browser that is signed in signs in again: a step-up, a silent sign-in, or another user.</summary>
public sealed class SecondSignInOverALiveOne
{
    private const string Ordinary = "/signin";
    private const string Silent = "/signin/silent";
    private const string StepUp = "/signin/step-up";

    [Theory, MemberData(nameof(SignIns))]
    public async Task One_sign_out_ends_the_copies_of_both(string signIn, bool hasSameSid)
    {
        await using var app = await StartAsync();
        var (browser, first) = await SignedInTwiceAsync(app, signIn, hasSameSid);
        var second = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await first.IsSignedInAsync()).Should().BeFalse();
        (await second.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task The_sign_out_leads_to_the_newer_Okta_session_and_revokes_the_newer_tokens(string signIn, bool hasSameSid)
    {
        await using var app = await StartAsync();
        var (browser, _) = await SignedInTwiceAsync(app, signIn, hasSameSid);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[1]);

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[1]);
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task The_newer_Okta_session_ends_it(string signIn, bool hasSameSid)
    {
        await using var app = await StartAsync();
        var (browser, _) = await SignedInTwiceAsync(app, signIn, hasSameSid);

        await app.EndAsync(Channels.FrontChannel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(Ordinary), InlineData(StepUp)]
    public async Task An_end_of_the_user_s_sessions_before_the_second_sign_in_spares_the_second(string signIn)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var first = browser.Copy();
        app.Clock.Pass();
        await app.EndAsync(Channels.AdministratorBySubject);
        app.Clock.Pass();

        await browser.SignInAsync(signIn);

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await first.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Three_sign_ins_end_by_one_sign_out()
    {
        await using var app = await StartAsync();
        var (browser, first) = await SignedInTwiceAsync(app, Silent, hasSameSid: true);
        var second = browser.Copy();
        await browser.SignInAsync(StepUp);
        app.Clock.Pass();

        await browser.PostAsync("/signout");

        (await first.IsSignedInAsync()).Should().BeFalse();
        (await second.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Tickets_on_the_server_end_by_one_sign_out_too()
    {
        var store = new TicketStore();
        await using var app = await StartAsync(options => options.SessionStore = store);
        var (browser, first) = await SignedInTwiceAsync(app, StepUp, hasSameSid: true);

        await browser.PostAsync("/signout");

        (await first.IsSignedInAsync()).Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_sign_in_of_another_user_ends_the_session_that_it_replaces()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var first = browser.Copy();
        var elsewhere = await app.SignedInBrowserAsync();
        app.Clock.Pass();

        (app.Okta.Claims["sub"], app.Okta.Claims["sid"], app.Okta.Claims["email"]) = ("00u2bob", "idx2bob", "bob@example.com");
        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await first.IsSignedInAsync()).Should().BeFalse();
        (await elsewhere.IsSignedInAsync()).Should().BeTrue("nobody ended that one");
    }

    [Fact]
    public async Task The_session_of_the_other_user_has_nothing_of_the_first()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        (app.Okta.Claims["sub"], app.Okta.Claims["sid"], app.Okta.Claims["email"]) = ("00u2bob", "idx2bob", "bob@example.com");
        await browser.SignInAsync();
        app.Clock.Pass();

        await app.EndAsync(SessionTarget.ForSubject(The.Issuer, The.Subject));
        await app.EndAsync(SessionTarget.ForSession(The.Issuer, The.Sid));

        (await browser.IsSignedInAsync()).Should().BeTrue();
        await app.EndAsync(Channels.FrontChannel);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(Ordinary), InlineData(Silent), InlineData(StepUp)]
    public async Task A_sign_in_over_a_cookie_that_has_ended_begins_a_session_that_lives_and_ends(string signIn)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var dead = browser.Copy();
        var again = browser.Copy();
        app.Clock.Pass();
        await browser.PostAsync("/signout");
        app.Clock.Pass();

        await again.SignInAsync(signIn);
        var copy = again.Copy();

        (await again.IsSignedInAsync()).Should().BeTrue();
        (await dead.IsSignedInAsync()).Should().BeFalse();
        app.Clock.Pass();
        await again.PostAsync("/signout");
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_over_a_cookie_that_has_expired_begins_a_session_that_lives()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(20));

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    public static TheoryData<string, bool> SignIns() => new()
    {
        { Ordinary, true },
        { Ordinary, false },
        { Silent, true },
        { StepUp, true },
        { StepUp, false },
    };

    private static async Task<(Browser Browser, Browser CopyOfFirst)> SignedInTwiceAsync(RunningApp app, string signIn, bool hasSameSid)
    {
        var browser = await app.SignedInBrowserAsync();
        var first = browser.Copy();
        app.Clock.Pass();
        if (!hasSameSid)
            app.Okta.Claims["sid"] = "idx2newer";
        await browser.SignInAsync(signIn);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();
        return (browser, first);
    }

    private static async Task<RunningApp> StartAsync(Action<CookieAuthenticationOptions>? cookie = null)
    {
        var app = await new SomeApp
        {
            Cookie = cookie ?? (_ => { }),
            Endpoints = host =>
            {
                host.MapGet(Silent, () => Challenge(new() { Prompt = "none" }));
                host.MapGet(StepUp, () => Challenge(new() { Prompt = "login", MaxAge = TimeSpan.Zero }));
            },
        }.StartAsync();
        app.Okta.IssuesDistinctTokens = true;
        return app;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ChallengeHttpResult Challenge(OpenIdConnectChallengeProperties properties)
    {
        properties.RedirectUri = "/";
        return TypedResults.Challenge(properties);
    }
}
