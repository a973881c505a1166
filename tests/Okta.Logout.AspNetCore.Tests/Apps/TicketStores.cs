using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Apps that keep their tickets on the server.</summary>
public sealed class TicketStores
{
    [Fact]
    public async Task A_sign_out_sends_the_hint_revokes_the_tokens_and_ends_copies()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_store_that_cannot_remove_keeps_nobody_signed_in()
    {
        await using var app = await StartAsync(StoreFault.Throws);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().NotBeNull();
        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_apps_own_sign_out_with_a_store_that_cannot_remove_keeps_nobody_signed_in()
    {
        await using var app = await StartAsync(StoreFault.Throws, host => host.MapPost("/own", async (HttpContext context) =>
        {
            try
            {
                await context.SignOutAsync();
            }
            catch (IOException)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }));
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/own");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_renewal_that_puts_the_removed_ticket_back_resurrects_nothing()
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(StoreFault.None, host => host.MapGet("/held", async () =>
        {
            await held.HoldAsync();
            return "done";
        }));
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await held.Arrived;
        await browser.PostAsync("/signout");

        held.Release();
        await request;

        app.Services.GetRequiredService<TicketStore>().Keys.Should().Contain("ticket-1", "the renewal put it back");
        (await late.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_by_the_app_after_the_sign_out_leaves_the_store_a_ticket_it_can_take()
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(StoreFault.None, host => host.MapGet("/held", async (HttpContext context) =>
        {
            await held.HoldAsync();
            await context.SignInAsync(context.User);
            return "done";
        }));
        var browser = await app.SignedInBrowserAsync();
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await held.Arrived;
        await browser.PostAsync("/signout");
        held.Release();

        (await request).IsSuccessStatusCode.Should().BeTrue();

        (await late.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task<RunningApp> StartAsync(StoreFault removals = StoreFault.None, Action<WebApplication>? endpoints = null) => new SomeApp
    {
        Services = services => TicketsOnTheServer.AddTo(services, store => store.Removals = removals),
        Endpoints = endpoints ?? (_ => { }),
    }.StartAsync();
}
