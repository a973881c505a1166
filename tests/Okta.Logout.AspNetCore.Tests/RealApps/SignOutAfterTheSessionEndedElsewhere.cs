using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The session was ended by somebody else, the page still shows "Sign out", and the user presses it. The refused ticket still has what ends the
/// session at Okta.
/// </summary>
public sealed class SignOutAfterTheSessionEndedElsewhere
{
    [Theory, MemberData(nameof(Ends))]
    public async Task The_user_is_sent_to_Okta(string channel)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        await app.EndAsync(channel);
        app.Clock.Pass();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(Ends))]
    public async Task The_tokens_are_revoked(string channel)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        await app.EndAsync(channel);
        app.Clock.Pass();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.SignedOut.Should().BeTrue();
        app.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Theory, MemberData(nameof(Ends))]
    public async Task The_session_stays_ended(string channel)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Pass();
        await app.EndAsync(channel);
        app.Clock.Pass();

        await browser.PostAsync("/signout");

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_user_who_signed_out_in_another_tab_is_sent_to_Okta()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var otherTab = browser.Copy();
        await otherTab.PostAsync("/signout");
        app.Clock.Pass();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_user_whom_old_code_of_the_app_signed_out_in_another_tab_is_sent_to_Okta()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var otherTab = browser.Copy();
        await otherTab.PostAsync("/old-sign-out");
        app.Clock.Pass();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    [Fact]
    public async Task A_user_who_ended_this_session_from_another_device_is_sent_to_the_Okta_session_of_this_one()
    {
        await using var app = await StartAsync();
        app.Okta.Claims["sid"] = "sid-here";
        var here = await app.SignedInBrowserAsync();
        app.Okta.Claims["sid"] = "sid-there";
        var there = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        await there.PostAsync("/end-other-sessions");
        app.Clock.Pass();

        (await SignOutPage.PressAsync(here)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[0]);

        (await there.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_that_ended_past_half_its_lifetime_is_signed_out_at_Okta()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.EndAsync(Channels.AdministratorBySubject);
        app.Clock.Pass();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_session_that_ended_on_another_node_is_signed_out_at_Okta()
    {
        var shared = new SharedState();
        await using var a = await shared.StartNodeAsync();
        await using var b = await shared.StartNodeAsync();
        var browser = (await a.SignedInBrowserAsync()).CopyAt(b);
        shared.Clock.Pass();
        await a.EndAsync(Channels.FrontChannel);
        shared.Clock.Pass();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(shared.Okta.IssuedIdTokens.Single());
        shared.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    public static TheoryData<string> Ends() => [.. Channels.All];

    private static Task<RunningApp> StartAsync() => new SomeApp
    {
        AddOktaLogout = Channels.Add,
        Endpoints = host =>
        {
            host.MapPost("/end-other-sessions", async (HttpContext context) =>
            {
                await context.EndOtherSessionsAsync();
            });
            host.MapPost("/old-sign-out", () => TypedResults.SignOut(new() { RedirectUri = "/" }, ["Cookies"]));
        },
    }.StartAsync();
}
