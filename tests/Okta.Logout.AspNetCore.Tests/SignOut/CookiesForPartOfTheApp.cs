using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app's cookie has a path, so that browsers send it with some requests only.</summary>
public sealed class CookiesForPartOfTheApp
{
    [Fact]
    public async Task A_sign_out_elsewhere_does_not_claim_to_have_ended_the_session()
    {
        await using var app = await StartAsync("/signout");
        var browser = await app.SignedInBrowserAsync();
        (await IsSignedInAsync(browser)).Should().BeTrue();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_out_elsewhere_deletes_the_cookie()
    {
        await using var app = await StartAsync("/signout");
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await IsSignedInAsync(browser)).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_out_below_the_path_ends_the_session()
    {
        await using var app = await StartAsync("/shop/signout");
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser, "/shop/signout")).SignedOut.Should().BeTrue();

        (await IsSignedInAsync(copy)).Should().BeFalse();
    }

    [Fact]
    public async Task Nobody_signed_in_below_the_path_is_no_failure()
    {
        await using var app = await StartAsync("/shop/signout");

        (await SignOutAnswer.OfAsync(app.NewBrowser(), "/shop/signout")).SignedOut.Should().BeTrue();
    }

    private static async Task<bool> IsSignedInAsync(Browser browser) => (await browser.GetAsync("/shop/me")).IsSuccessStatusCode;

    private static Task<RunningApp> StartAsync(string prefix) => new SomeApp
    {
        Cookie = options => options.Cookie.Path = "/shop",
        Map = endpoints => endpoints.MapOktaLogout(prefix),
        Endpoints = host => host.MapGet("/shop/me", (ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true } ? Results.Ok() : Results.StatusCode(StatusCodes.Status401Unauthorized)),
    }.StartAsync();
}
