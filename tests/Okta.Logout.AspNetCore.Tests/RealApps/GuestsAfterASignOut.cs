using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A shop signs the user out and, in the same request, begins a session for the guest who the user is now.</summary>
public sealed class GuestsAfterASignOut
{
    [Theory, InlineData(null), InlineData("guest-7")]
    public async Task The_guest_s_session_lives(string? name)
    {
        await using var app = await StartAsync(name);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/leave");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, InlineData(null), InlineData("guest-7")]
    public async Task No_copy_of_the_user_s_cookie_works(string? name)
    {
        await using var app = await StartAsync(name);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/leave");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_guest_s_session_does_not_end_with_the_Okta_session()
    {
        await using var app = await StartAsync(name: null);
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/leave");
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySubject);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    private static Task<RunningApp> StartAsync(string? name) => new SomeApp
    {
        AddOktaLogout = Channels.Add,
        Endpoints = host => host.MapPost("/leave", async (HttpContext context) =>
        {
            await context.SignOutOfOktaAsync();
            Claim[] claims = name is null ? [new("cart", "42")] : [new("cart", "42"), new(ClaimTypes.Name, name)];
            await context.SignInAsync(new(new ClaimsIdentity(claims, "guest")));
        }),
    }.StartAsync();
}
