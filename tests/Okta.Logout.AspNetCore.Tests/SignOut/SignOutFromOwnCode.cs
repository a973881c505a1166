using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Endpoints that the app writes itself.</summary>
public sealed class SignOutFromOwnCode
{
    [Fact]
    public async Task The_receipt_lists_every_step()
    {
        SignOutReceipt? receipt = null;
        await using var app = await App(async context => receipt = await context.SignOutOfOktaAsync()).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/bye-bye");

        receipt!.IsSignedOutLocally.Should().BeTrue();
        receipt.OktaLogoutOmission.Should().BeNull();
        receipt.Steps.Select(step => (step.Name, step.Outcome)).Should().Equal(
            (SignOutStepNames.RevocationList, SignOutStepOutcome.Succeeded),
            (SignOutStepNames.LocalSession, SignOutStepOutcome.Succeeded),
            (SignOutStepNames.RefreshToken, SignOutStepOutcome.Succeeded),
            (SignOutStepNames.AccessToken, SignOutStepOutcome.Succeeded),
            (SignOutStepNames.OktaLogout, SignOutStepOutcome.Prepared));
    }

    [Fact]
    public async Task The_receipt_says_why_okta_is_not_asked()
    {
        SignOutReceipt? receipt = null;
        await using var app = await App(async context => receipt = await context.SignOutOfOktaAsync()).StartAsync();

        await app.NewBrowser().PostAsync("/bye-bye");

        receipt!.OktaLogout.Should().BeNull();
        receipt.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoSession);
        receipt.IsSignedOutLocally.Should().BeTrue();
    }

    [Fact]
    public async Task The_receipt_says_that_no_id_token_was_kept()
    {
        SignOutReceipt? receipt = null;
        var some = App(async context => receipt = await context.SignOutOfOktaAsync(), keepIdToken: false);
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/bye-bye");

        receipt!.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoIdToken);
        receipt.Steps.Should().Contain(step => step.Name == SignOutStepNames.OktaLogout && step.Error!.StartsWith("OL5013"));
    }

    [Fact]
    public async Task The_app_writes_the_answer_and_the_state_still_leads_back()
    {
        await using var app = await App(async context =>
        {
            var receipt = await context.SignOutOfOktaAsync("/bye");
            await context.Response.WriteAsync(receipt.OktaLogout!.ToUrl());
        }).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var url = await (await browser.PostAsync("/bye-bye")).Content.ReadAsStringAsync();

        (await browser.GetAsync("/signout/complete?state=" + Responses.Query(url)["state"])).Location().Should().Be("/bye");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_result_of_a_minimal_api_signs_out_and_sends_the_browser_on()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/bye-bye", () => new OktaSignOutResult("/bye")).AllowAnonymous(),
        }.StartAsync();

        await ShouldSignOutAsync(app, "/bye-bye");
    }

    [Fact]
    public async Task A_result_of_an_mvc_action_signs_out_and_sends_the_browser_on()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddControllers().AddApplicationPart(typeof(ByeController).Assembly),
            Endpoints = host => host.MapControllers(),
        }.StartAsync();

        await ShouldSignOutAsync(app, "/bye/mvc");
    }

    [Fact]
    public async Task A_result_of_the_app_goes_to_the_default_path_where_its_return_url_is_foreign()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/bye-bye", () => new OktaSignOutResult("https://evil.com")).AllowAnonymous(),
        }.StartAsync();

        (await app.NewBrowser().PostAsync("/bye-bye")).Location().Should().Be("/");
    }

    [Fact]
    public async Task Without_the_services_it_says_which_call_is_missing()
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = _ => { },
            Map = _ => { },
            Endpoints = host => host.MapPost("/bye-bye", async context => await context.SignOutOfOktaAsync()),
        }.StartAsync();

        await app.NewBrowser().Awaiting(it => it.PostAsync("/bye-bye")).Should().ThrowAsync<InvalidOperationException>().WithMessage("OL6005:*AddOktaLogout*");
    }

    private static SomeApp App(RequestDelegate endpoint, bool keepIdToken = true) => new()
    {
        OpenIdConnect = options => options.SaveTokens = keepIdToken,
        Web = options => options.KeepIdToken = keepIdToken,
        Endpoints = host => host.MapPost("/bye-bye", endpoint),
    };

    private static async Task ShouldSignOutAsync(RunningApp app, string path)
    {
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Header("Cache-Control").Should().Be("no-store");
        var form = await HtmlForm.ReadAsync(response);
        form.Action.Should().Be(The.EndSessionEndpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await browser.GetAsync("/signout/complete?state=" + form.Fields["state"])).Location().Should().Be("/bye");
    }
}
