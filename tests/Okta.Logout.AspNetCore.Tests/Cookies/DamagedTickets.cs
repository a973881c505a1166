using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A ticket without a readable record of its session is refused, because no sign-out could end it.</summary>
public sealed class DamagedTickets
{
    private const string Cookies = CookieAuthenticationDefaults.AuthenticationScheme;

    [Fact]
    public async Task A_cookie_whose_session_cannot_be_read_is_refused_and_deleted()
    {
        await using var app = await StartAsync(text => text[..^1]);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/change");

        (await browser.IsSignedInAsync()).Should().BeFalse();
        browser.Cookies.Names.Should().BeEmpty();
        app.OwnLogs.Should().Contain(record => record.Id.Id == 6104);
    }

    [Fact]
    public async Task A_cookie_whose_session_cannot_be_read_is_not_renewed()
    {
        await using var app = await StartAsync(text => text[..^1]);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/change");
        app.Clock.Advance(TimeSpan.FromDays(10));

        var response = await browser.GetAsync("/me");

        response.Headers.GetValues("Set-Cookie").Should().OnlyContain(cookie => cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cookie_with_its_session_unchanged_lives()
    {
        await using var app = await StartAsync(text => text);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/change");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_user_of_a_refused_cookie_can_sign_in_again()
    {
        await using var app = await StartAsync(text => text[..^1]);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/change");

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    private static Task<RunningApp> StartAsync(Func<string, string> change) => new SomeApp
    {
        Endpoints = app => app.MapGet("/change", async (HttpContext context, IOptionsMonitor<CookieAuthenticationOptions> options) =>
        {
            var ticket = (await context.AuthenticateAsync(Cookies)).Ticket!;
            ticket.Properties.Items[".okta.session"] = change(ticket.Properties.Items[".okta.session"]!);
            var cookie = options.Get(Cookies);
            cookie.CookieManager.AppendResponseCookie(context, cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket), cookie.Cookie.Build(context));
        }),
    }.StartAsync();
}
