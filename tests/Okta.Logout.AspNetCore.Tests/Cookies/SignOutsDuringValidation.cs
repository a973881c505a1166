using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that signs out while it validates a cookie causes no endless recursion (dotnet/aspnetcore#10281).</summary>
public sealed class SignOutsDuringValidation
{
    private const string Other = "Other";

    [Fact]
    public async Task A_sign_out_in_the_apps_validation_ends_the_session()
    {
        var refuses = false;
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = context => refuses ? RefuseAsync(context) : Task.CompletedTask,
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        refuses = true;

        (await browser.IsSignedInAsync()).Should().BeFalse();

        refuses = false;
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_from_before_the_library_was_added_can_be_signed_out_in_the_apps_validation()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = RefuseAsync,
            Endpoints = host => host.MapGet("/old", (HttpContext context) => context.Response.Headers.SetCookie = OldCookie(context.RequestServices)),
        }.StartAsync();
        var browser = app.NewBrowser();
        await browser.GetAsync("/old");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_that_holds_no_session_of_okta_can_be_signed_out_in_the_apps_validation()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, _) => authentication
                .AddCookie()
                .AddCookie(Other, options => options.Events.OnValidatePrincipal = RefuseAsync)
                .AddOpenIdConnect(options =>
                {
                    options.Authority = The.Issuer;
                    options.ClientId = The.ClientId;
                }),
            Endpoints = host =>
            {
                host.MapGet("/other", (HttpContext context) => context.SignInAsync(Other, SomeUser()));
                host.MapGet("/check", async (HttpContext context) => (await context.AuthenticateAsync(Other)).Succeeded ? "yes" : "no");
            },
        }.StartAsync();
        var browser = app.NewBrowser();
        await browser.GetAsync("/other");

        (await (await browser.GetAsync("/check")).Content.ReadAsStringAsync()).Should().Be("no");
    }

    private static async Task RefuseAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    private static ClaimsPrincipal SomeUser() => new(new ClaimsIdentity([new("sub", The.Subject)], "local"));

    // As it was written before: a ticket without what the guard adds.
    private static string OldCookie(IServiceProvider services)
    {
        var options = services.GetCookieOptions();
        var ticket = new AuthenticationTicket(SomeUser(), CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}; path=/; secure";
    }
}
