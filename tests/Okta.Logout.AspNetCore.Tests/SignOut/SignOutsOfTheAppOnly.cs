using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A sign-out that leaves the Okta session open, because the app asked for that.</summary>
public sealed class SignOutsOfTheAppOnly
{
    [Fact]
    public async Task The_session_and_its_tokens_end_and_the_browser_is_not_sent_to_okta()
    {
        await using var app = await new SomeApp { Web = options => options.SignOutScope = SignOutScope.AppOnly }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await browser.PostAsync("/signout", ("returnUrl", "/bye"))).Location().Should().Be("/bye");

        (await copy.IsSignedInAsync()).Should().BeFalse();
        app.Okta.RevokedTokens.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_call_decides_for_itself()
    {
        await using var app = await App(new() { Scope = SignOutScope.AppAndOkta }, options => options.SignOutScope = SignOutScope.AppOnly).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await HtmlForm.ReadAsync(await browser.PostAsync("/leave"))).Fields.Should().ContainKey("id_token_hint");
    }

    [Fact]
    public async Task The_receipt_says_that_it_was_asked_for()
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Map = _ => { },
            Endpoints = host => host.MapPost("/leave", async (HttpContext context) =>
            {
                receipt = await context.SignOutOfOktaAsync(properties: new() { Scope = SignOutScope.AppOnly });
            }).AllowAnonymous(),
        }.StartAsync();

        await (await app.SignedInBrowserAsync()).PostAsync("/leave");

        receipt!.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NotAsked);
        receipt.Steps.Should().ContainSingle(step => step.Name == SignOutStepNames.OktaLogout && step.Outcome == SignOutStepOutcome.Skipped).Which.Error.Should().StartWith("OL5011:");
    }

    [Fact]
    public async Task A_user_whom_nobody_wanted_to_send_to_okta_is_not_told_that_okta_cannot_be_reached()
    {
        await using var app = await App(new() { Scope = SignOutScope.AppOnly }).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.IsDown = true;

        (await browser.PostAsync("/leave")).StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_unknown_scope_is_refused_before_anything_ends()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/leave", async (HttpContext context) =>
            {
                Func<Task> leaving = async () => await context.SignOutOfOktaAsync(properties: new() { Scope = (SignOutScope)7 });
                await leaving.Should().ThrowAsync<ArgumentException>().WithMessage("OL6123:*");
            }).AllowAnonymous(),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/leave")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    private static SomeApp App(OktaSignOutProperties properties, Action<OktaLogoutWebOptions>? web = null) => new()
    {
        Web = web ?? (_ => { }),
        Endpoints = host => host.MapPost("/leave", () => new OktaSignOutResult("/bye", properties)).AllowAnonymous(),
    };
}
