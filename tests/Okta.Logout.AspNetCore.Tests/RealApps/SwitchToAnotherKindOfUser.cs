using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>In one request, an operator signs in to a cookie of another kind of users, and the user of Okta is signed out by the app's own code.</summary>
public sealed class SwitchToAnotherKindOfUser
{
    private const string Operators = "Operators";
    private const string Users = "Cookies";
    private const string Okta = "OpenIdConnect";

    [Theory, InlineData(Users), InlineData(Okta)]
    public async Task The_operator_is_not_named_after_the_user(string defaultScheme)
    {
        await using var app = await StartAsync(defaultScheme);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/switch");
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.GetAsync("/is-operator")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Theory, InlineData(Users), InlineData(Okta)]
    public async Task No_copy_of_the_users_cookie_works(string defaultScheme)
    {
        await using var app = await StartAsync(defaultScheme);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.GetAsync("/switch");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task<RunningApp> StartAsync(string defaultScheme) => new SomeApp
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = defaultScheme);
            authentication.AddCookie(Users).AddCookie(Operators).AddOpenIdConnect(Okta, options =>
            {
                SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
                options.SignInScheme = Users;
            });
        },
        AddOktaLogout = Channels.Add,
        Endpoints = host =>
        {
            host.MapGet("/switch", async (HttpContext context) =>
            {
                await context.SignInAsync(Operators, new(new ClaimsIdentity([new(ClaimTypes.Name, "root")], "own")));
                await context.SignOutAsync(Users);
            });
            host.MapIsSignedIn("/is-operator", Operators);
        },
    }.StartAsync();
}
