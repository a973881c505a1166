using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Apps that keep their tickets on the server.</summary>
public sealed class TicketStores
{
    [Fact]
    public async Task A_sign_out_sends_the_hint_revokes_the_tokens_and_ends_copies()
    {
        await using var app = await StartAsync(cache => new(cache));
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().Equal(The.RefreshToken, The.AccessToken);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_store_that_cannot_remove_keeps_nobody_signed_in()
    {
        await using var app = await StartAsync(cache => new StubbornTicketStore(cache));
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
        await using var app = await StartAsync(cache => new StubbornTicketStore(cache), host => host.MapPost("/own", async (HttpContext context) =>
        {
            try
            {
                await context.SignOutAsync();
            }
            catch (TimeoutException)
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
        await using var app = await StartAsync(cache => new(cache), host => host.MapGet("/held", async () =>
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

        (await app.Services.GetRequiredService<IDistributedCache>().GetAsync("ticket-1")).Should().NotBeNull("the renewal put it back");
        (await late.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_by_the_app_after_the_sign_out_leaves_the_store_a_ticket_it_can_take()
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(cache => new(cache), host => host.MapGet("/held", async (HttpContext context) =>
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

    private static Task<RunningApp> StartAsync(Func<IDistributedCache, TicketStore> store, Action<WebApplication>? endpoints = null) => new SomeApp
    {
        Services = services =>
        {
            services.AddSingleton<IDistributedCache>(provider => new MemoryDistributedCache(
                Options.Create(new MemoryDistributedCacheOptions { Clock = new TestClock(provider.GetRequiredService<TimeProvider>()) })));
            services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
                .Configure<IDistributedCache>((options, cache) => options.SessionStore = store(cache));
        },
        Endpoints = endpoints ?? (_ => { }),
    }.StartAsync();
}
