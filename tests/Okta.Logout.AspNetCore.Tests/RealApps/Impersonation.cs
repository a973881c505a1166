using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// An administrator of the app looks at it as another user, in the same cookie, and comes back: all the time it is the administrator's Okta session
/// that began this one.
/// </summary>
public sealed class Impersonation
{
    private static readonly string[] AllWays = ["fresh properties", "own properties", "signs out first"];

    [Theory, MemberData(nameof(Ways))]
    public async Task The_administrator_s_Okta_session_ends_it(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await ImpersonatingAsync(app);

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(WaysAndChannels))]
    public async Task Every_channel_ends_the_session_of_the_administrator_who_came_back(string way, string channel)
    {
        await using var app = await StartAsync(way);
        var browser = await ImpersonatingAsync(app);
        await browser.PostAsync("/impersonate/end");
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_sign_out_leads_to_the_administrator_s_Okta_session_and_revokes_the_refresh_token(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await ImpersonatingAsync(app);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_sign_out_after_coming_back_leads_to_the_administrator_s_Okta_session(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await ImpersonatingAsync(app);
        await browser.PostAsync("/impersonate/end");

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task No_copy_of_any_stage_works_after_the_sign_out(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        var before = browser.Copy();
        app.Clock.Pass();
        await browser.PostAsync("/impersonate");
        var during = browser.Copy();
        app.Clock.Pass();
        await browser.PostAsync("/impersonate/end");
        var after = browser.Copy();
        app.Clock.Pass();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        foreach (var copy in new[] { before, during, after })
            (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_administrator_can_work_as_the_other_user(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await ImpersonatingAsync(app);

        (await (await browser.GetAsync("/who")).Content.ReadAsStringAsync()).Should().Be("bob");
        await browser.PostAsync("/impersonate/end");
        (await (await browser.GetAsync("/who")).Content.ReadAsStringAsync()).Should().Be("ada");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_end_of_the_other_user_s_sessions_spares_the_administrator(string way)
    {
        await using var app = await StartAsync(way);
        (app.Okta.Claims["sub"], app.Okta.Claims["sid"]) = ("00u-bob", "idx-bob");
        var bob = await app.SignedInBrowserAsync();
        (app.Okta.Claims["sub"], app.Okta.Claims["sid"]) = (The.Subject, The.Sid);
        var browser = await ImpersonatingAsync(app);

        await app.EndAsync(SessionTarget.ForSubject(The.Issuer, "00u-bob"));

        (await bob.IsSignedInAsync()).Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_sliding_renewal_while_impersonating_keeps_the_administrator_s_session()
    {
        await using var app = await StartAsync("fresh properties");
        var browser = await ImpersonatingAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(8));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySubject);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> Ways() => [.. AllWays];

    public static TheoryData<string, string> WaysAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var way in AllWays)
            data.Add(way, Channels.UniversalLogout);
        foreach (var channel in Channels.All.Except([Channels.UniversalLogout]))
            data.Add(AllWays[0], channel);
        return data;
    }

    private static async Task<Browser> ImpersonatingAsync(RunningApp app)
    {
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        (await browser.PostAsync("/impersonate")).EnsureSuccessStatusCode();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();
        return browser;
    }

    private static Task<RunningApp> StartAsync(string way) => new SomeApp
    {
        AddOktaLogout = Channels.Add,
        Endpoints = host =>
        {
            host.MapPost("/impersonate", (HttpContext context) => BecomeAsync(context, "bob", way)).RequireAuthorization();
            host.MapPost("/impersonate/end", (HttpContext context) => BecomeAsync(context, "ada", way)).RequireAuthorization();
            host.MapGet("/who", (ClaimsPrincipal user) => user.Identity?.Name);
        },
    }.StartAsync();

    // The app's own users: neither name nor id is that of Okta.
    private static async Task BecomeAsync(HttpContext context, string user, string way)
    {
        var properties = way is "own properties" ? (await context.AuthenticateAsync()).Properties : new() { IsPersistent = true };
        if (way is "signs out first")
            await context.SignOutAsync();
        await context.SignInAsync(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-" + user), new(ClaimTypes.Name, user)], "own")), properties);
    }
}
