using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app with two Okta servers, each with a scheme and a cookie.</summary>
public sealed class SeveralSessions
{
    private const string PartnerIssuer = "https://partner.okta.com/oauth2/default";

    [Theory]
    [InlineData("/signin/staff", The.Issuer)]
    [InlineData("/signin/partner", PartnerIssuer)]
    public async Task A_sign_out_goes_to_the_issuer_of_its_session(string signIn, string issuer)
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync(signIn);

        var form = await HtmlForm.ReadAsync(await browser.PostAsync("/signout"));

        form.Action.Should().Be(issuer + "/v1/logout");
        form.Fields["id_token_hint"].Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.Calls.Should().Contain($"POST {issuer}/v1/revoke");
    }

    [Fact]
    public async Task Every_session_of_the_browser_ends()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync("/signin/staff");
        await browser.SignInAsync("/signin/partner");

        await browser.PostAsync("/signout");

        browser.Cookies.Names.Should().NotContain(".AspNetCore.StaffCookie").And.NotContain(".AspNetCore.PartnerCookie");
        app.Okta.RevokedTokens.Should().HaveCount(4);
    }

    private static Task<RunningApp> StartAsync() => new SomeApp
    {
        Authentication = (authentication, okta) =>
        {
            okta.AddServer(PartnerIssuer);
            SomeScheme.AddWithCookie(authentication, "Staff", The.Issuer);
            SomeScheme.AddWithCookie(authentication, "Partner", PartnerIssuer);
        },
        Services = services => services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "StaffCookie"),
        Endpoints = host =>
        {
            host.MapGet("/signin/{scheme}", (string scheme) => TypedResults.Challenge(new() { RedirectUri = "/" }, [scheme])).AllowAnonymous();
            host.MapPost("/receipt", async (HttpContext context) =>
            {
                var receipt = await context.SignOutOfOktaAsync();
                var outcomes = receipt.Steps.Where(step => step.Name == SignOutStepNames.OktaLogout).Select(step => $"{step.Outcome}/{step.Error?[..6]}");
                return $"{receipt.OktaLogout!.Endpoint} {string.Join(' ', outcomes)}";
            });
        },
    }.StartAsync();
}
