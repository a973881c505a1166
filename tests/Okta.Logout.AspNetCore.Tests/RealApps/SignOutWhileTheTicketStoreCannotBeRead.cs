using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Tickets are kept on the server, which cannot give out the one of this cookie: down, or too slow.</summary>
public sealed class SignOutWhileTheTicketStoreCannotBeRead
{
    private const string Me = "/mine";

    private TicketStore _store = null!;

    [Theory, MemberData(nameof(SetUps))]
    public async Task The_cookie_is_deleted(StoreFault fault, bool hasDefaultScheme)
    {
        await using var app = await StartAsync(hasDefaultScheme);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        (_store.Reads, _store.Removals) = (fault, fault);

        var answer = await app.AnswerAsync(browser.PostAsync("/signout"));

        answer.StatusCode.Should().NotBe(HttpStatusCode.InternalServerError);
        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task Nobody_is_told_that_the_user_is_signed_out(StoreFault fault, bool hasDefaultScheme)
    {
        await using var app = await StartAsync(hasDefaultScheme);
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();
        app.Clock.Pass();
        (_store.Reads, _store.Removals) = (fault, fault);

        var script = await app.AnswerAsync(browser.PostByScriptAsync("/signout"));
        var page = await SignOutPage.ReadAsync(await app.AnswerAsync(again.PostAsync("/signout")));

        (await script.JsonAsync()).GetProperty("signedOut").GetBoolean().Should().BeFalse();
        page.Status.Should().Be(HttpStatusCode.OK, "there is something to tell");
        page.SaysSignedOut.Should().BeFalse();
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task No_copy_works_when_the_store_is_back(StoreFault fault, bool hasDefaultScheme)
    {
        await using var app = await StartAsync(hasDefaultScheme);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Clock.Pass();
        (_store.Reads, _store.Removals) = (fault, fault);

        await app.AnswerAsync(browser.PostAsync("/signout"));
        (_store.Reads, _store.Removals) = (StoreFault.None, StoreFault.None);
        app.Clock.Pass();

        (await copy.GetAsync(Me)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task Other_sessions_of_the_store_live_on(StoreFault fault, bool hasDefaultScheme)
    {
        await using var app = await StartAsync(hasDefaultScheme);
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Claims["sid"] = "idx2other";
        var other = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        (_store.Reads, _store.Removals) = (fault, fault);

        await app.AnswerAsync(browser.PostAsync("/signout"));
        (_store.Reads, _store.Removals) = (StoreFault.None, StoreFault.None);

        (await other.GetAsync(Me)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_in_afterwards_begins_a_session_that_lives()
    {
        await using var app = await StartAsync(hasDefaultScheme: true);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        (_store.Reads, _store.Removals) = (StoreFault.Throws, StoreFault.Throws);
        await browser.PostAsync("/signout");
        (_store.Reads, _store.Removals) = (StoreFault.None, StoreFault.None);
        app.Clock.Pass();

        await browser.SignInAsync();

        (await browser.GetAsync(Me)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    public static TheoryData<StoreFault, bool> SetUps() => new()
    {
        { StoreFault.Throws, true },
        { StoreFault.Throws, false },
        { StoreFault.Hangs, true },
        { StoreFault.Hangs, false },
    };

    private async Task<RunningApp> StartAsync(bool hasDefaultScheme)
    {
        var app = await new SomeApp
        {
            OpenIdConnect = options => options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme,
            Services = services =>
            {
                TicketsOnTheServer.AddTo(services, store => _store = store);
                if (!hasDefaultScheme)
                    services.Configure<AuthenticationOptions>(options => options.DefaultScheme = null);
            },
            Endpoints = host => host.MapIsSignedIn(Me, CookieAuthenticationDefaults.AuthenticationScheme),
        }.StartAsync();
        return app;
    }
}
