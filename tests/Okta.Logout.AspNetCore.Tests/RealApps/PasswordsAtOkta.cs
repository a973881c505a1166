using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Okta says in <c>amr</c> that the user typed a password there, and an app that leaves the names of claims alone keeps the claim. ASP.NET Core Identity
/// marks a password of the app itself in the same way: the two are not to be confused.
/// </summary>
public sealed class PasswordsAtOkta
{
    private const string External = "External";
    private const string Application = "Cookies";

    [Theory, InlineData("/own"), InlineData("/own-and-delete")]
    public async Task A_session_with_the_claims_of_the_external_cookie_ends_with_the_Okta_session(string page)
    {
        await using var app = await StartAsync(External);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync(page);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_impersonation_with_the_claims_of_the_administrator_keeps_the_lineage()
    {
        await using var app = await StartAsync(Application);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/impersonate");
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task<RunningApp> StartAsync(string signInScheme) => new SomeApp
    {
        Authentication = (authentication, okta) =>
        {
            okta.Claims["amr"] = new[] { "pwd", "mfa" };
            authentication.AddCookie(Application).AddCookie(External).AddOpenIdConnect(options =>
            {
                SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
                options.SignInScheme = signInScheme;
                options.MapInboundClaims = false;
            });
        },
        AddOktaLogout = Channels.Add,
        Endpoints = host =>
        {
            host.MapGet("/own", SignInAsync);
            host.MapGet("/own-and-delete", async (HttpContext context) =>
            {
                await SignInAsync(context);
                await context.SignOutAsync(External);
            });
            host.MapGet("/impersonate", (HttpContext context) => context.SignInAsync(
                Application, new(new ClaimsIdentity([.. context.User.FindAll("amr"), new("sub", "customer-7"), new("name", "Customer")], "support")))).RequireAuthorization();
        },
    }.StartAsync();

    private static async Task SignInAsync(HttpContext context)
    {
        var external = await context.AuthenticateAsync(External);
        await context.SignInAsync(Application, new(new ClaimsIdentity(external.Principal!.Claims, "own")));
    }
}
