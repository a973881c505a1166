using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary><c>/signout/session</c>: what an open page asks about its session.</summary>
public sealed class SessionsOfOpenPages
{
    private const string Path = "/signout/session";

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MoreThanHalf = TimeSpan.FromDays(8);

    [Fact]
    public async Task A_page_of_a_signed_in_user_learns_where_to_go_when_the_session_ends()
    {
        await using var app = await new SomeApp { Web = options => options.SignedOutPath = "/bye" }.StartAsync();

        var status = await StatusAsync(await app.SignedInBrowserAsync());

        status.GetProperty("signedIn").GetBoolean().Should().BeTrue();
        status.GetProperty("signedOutUrl").GetString().Should().Be("/bye");
    }

    [Fact]
    public async Task Somebody_without_a_session_is_signed_out()
    {
        await using var app = await new SomeApp().StartAsync();

        var status = await StatusAsync(app.NewBrowser());

        status.GetProperty("signedIn").GetBoolean().Should().BeFalse();
        status.GetProperty("user").ValueKind.Should().Be(JsonValueKind.Null);
        status.GetProperty("expiresIn").ValueKind.Should().Be(JsonValueKind.Null);
        status.GetProperty("canExtend").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_session_that_has_ended_elsewhere_is_over()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.Copy().PostAsync("/signout");

        (await StatusAsync(browser)).GetProperty("signedIn").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_may_keep_the_answer()
    {
        await using var app = await new SomeApp().StartAsync();

        (await (await app.SignedInBrowserAsync()).GetAsync(Path)).Header("Cache-Control").Should().Be("no-store");
    }

    [Fact]
    public async Task Another_user_has_another_digest_and_the_same_user_the_same_one()
    {
        await using var app = await new SomeApp().StartAsync();
        var one = await UserAsync(await app.SignedInBrowserAsync());
        var again = await UserAsync(await app.SignedInBrowserAsync());
        app.Okta.Claims["sub"] = "00u-somebody-else";
        var other = await UserAsync(await app.SignedInBrowserAsync());

        again.Should().Be(one).And.NotBeNullOrEmpty();
        other.Should().NotBe(one);
    }

    [Theory]
    [InlineData(ClaimTypes.NameIdentifier)]
    [InlineData(ClaimTypes.Name)]
    public async Task Users_who_do_not_come_from_a_provider_have_different_digests(string claimType)
    {
        await using var app = await new SomeApp { Endpoints = host => MapPassword(host, claimType) }.StartAsync();
        var one = await UserAsync(await SignedInByPasswordAsync(app, "ada"));
        var again = await UserAsync(await SignedInByPasswordAsync(app, "ada"));
        var other = await UserAsync(await SignedInByPasswordAsync(app, "alan"));

        again.Should().Be(one).And.NotBeNullOrEmpty();
        other.Should().NotBe(one);
    }

    [Fact]
    public async Task Each_session_of_users_without_a_name_has_another_digest()
    {
        await using var app = await new SomeApp { Endpoints = host => MapPassword(host, "seat") }.StartAsync();
        var browser = await SignedInByPasswordAsync(app, "12");
        var one = await UserAsync(browser);
        var again = await UserAsync(browser);
        var other = await UserAsync(await SignedInByPasswordAsync(app, "14"));

        again.Should().Be(one).And.NotBeNullOrEmpty();
        other.Should().NotBe(one);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asking_renews_no_cookie(bool isRoutedFirst)
    {
        await using var app = await new SomeApp { First = host => Authenticate(host, isRoutedFirst) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(MoreThanHalf);

        (await browser.GetAsync(Path)).Headers.Contains("Set-Cookie").Should().BeFalse();

        (await browser.GetAsync("/me")).Headers.Contains("Set-Cookie").Should().BeTrue("another request does");
    }

    [Fact]
    public async Task A_renewal_that_the_apps_validation_asks_for_keeps_the_end_of_the_cookie()
    {
        await using var app = await new SomeApp { Cookie = RenewAlways }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(MoreThanHalf);
        await browser.GetAsync(Path);

        app.Clock.Advance(TimeSpan.FromDays(14) - MoreThanHalf + TimeSpan.FromMinutes(1));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task While_the_list_cannot_be_read_a_page_does_not_take_that_for_the_end()
    {
        var store = new SwitchableStore(TimeProvider.System);
        await using var app = await new SomeApp
        {
            Web = options => options.OnRevocationCheckFailure = RevocationCheckFailure.Reject,
            Services = services => services.AddSingleton<ISessionRevocationStore>(store),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        store.Reads = StoreFault.Throws;

        (await browser.GetAsync(Path)).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_session_that_becomes_idle_has_a_deadline_that_can_be_extended()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = TenMinutes);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(509.5));

        var status = await StatusAsync(browser);

        status.GetProperty("expiresIn").GetInt64().Should().Be(90, "whole seconds");
        status.GetProperty("canExtend").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task The_earlier_end_counts_and_an_absolute_one_cannot_be_extended()
    {
        await using var app = await StartAsync(options => (options.AbsoluteLifetime, options.IdleTimeout) = (TimeSpan.FromMinutes(5), TenMinutes));

        var status = await StatusAsync(await app.SignedInBrowserAsync());

        status.GetProperty("expiresIn").GetInt64().Should().Be(300);
        status.GetProperty("canExtend").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_that_asks_does_not_keep_its_session_from_becoming_idle(bool isRoutedFirst)
    {
        await using var app = await new SomeApp
        {
            Web = options => options.IdleTimeout = TenMinutes,
            First = host => Authenticate(host, isRoutedFirst),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        for (var minute = 1; minute < 10; minute++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            (await StatusAsync(browser)).GetProperty("signedIn").GetBoolean().Should().BeTrue();
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await StatusAsync(browser)).GetProperty("signedIn").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task The_user_can_ask_for_more_time()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = TenMinutes);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(600);

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_cookie_that_slides_and_ends_before_any_limit_is_a_deadline_that_can_be_extended()
    {
        await using var app = await new SomeApp { Cookie = options => options.ExpireTimeSpan = TenMinutes }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        var status = await StatusAsync(browser);
        status.GetProperty("expiresIn").GetInt64().Should().Be(60);
        status.GetProperty("canExtend").GetBoolean().Should().BeTrue();

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(600);

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task More_time_for_an_idle_session_is_more_time_for_its_cookie()
    {
        await using var app = await new SomeApp { Cookie = options => options.ExpireTimeSpan = TenMinutes, Web = options => options.IdleTimeout = TenMinutes }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(600);

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task More_time_is_not_shortened_by_a_renewal_that_the_apps_validation_asks_for()
    {
        await using var app = await new SomeApp
        {
            Cookie = options =>
            {
                options.ExpireTimeSpan = TenMinutes;
                RenewAlways(options);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(600);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cookie_that_does_not_slide_is_a_deadline_that_cannot_be_extended(bool isFixedByApp)
    {
        await using var app = await StartWithFixedCookieAsync(TimeSpan.FromMinutes(5), isFixedByApp);
        var browser = await app.SignedInBrowserAsync();

        var status = await StatusAsync(browser);

        status.GetProperty("expiresIn").GetInt64().Should().Be(300);
        status.GetProperty("canExtend").GetBoolean().Should().BeFalse();
        (await browser.PostByScriptAsync(Path)).Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_time_for_an_idle_session_ends_with_a_cookie_that_does_not_slide(bool isFixedByApp)
    {
        await using var app = await StartWithFixedCookieAsync(TimeSpan.FromMinutes(15), isFixedByApp);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        (await StatusAsync(browser)).GetProperty("canExtend").GetBoolean().Should().BeTrue();

        var extended = await (await browser.PostByScriptAsync(Path)).JsonAsync();

        extended.GetProperty("expiresIn").GetInt64().Should().Be(360, "the cookie ends before the session would be idle again");
        extended.GetProperty("canExtend").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task While_the_list_cannot_be_read_no_cookie_gets_more_time()
    {
        var store = new SwitchableStore(TimeProvider.System);
        await using var app = await new SomeApp
        {
            Cookie = options => options.ExpireTimeSpan = TenMinutes,
            Web = options => options.OnRevocationCheckFailure = RevocationCheckFailure.Allow,
            Services = services => services.AddSingleton<ISessionRevocationStore>(store),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        store.Reads = StoreFault.Throws;

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(60);
    }

    [Fact]
    public async Task No_request_extends_an_absolute_lifetime()
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = TenMinutes);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));

        var response = await browser.PostByScriptAsync(Path);

        (await response.JsonAsync()).GetProperty("expiresIn").GetInt64().Should().Be(60);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task Nobody_extends_a_session_that_has_ended()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = TenMinutes);
        var browser = await app.SignedInBrowserAsync();
        await browser.Copy().PostAsync("/signout");

        (await (await browser.PostByScriptAsync(Path)).JsonAsync()).GetProperty("signedIn").GetBoolean().Should().BeFalse();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_extends_nothing(string header, string value)
    {
        await using var app = await StartAsync(options => options.IdleTimeout = TenMinutes);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(9));

        var response = await browser.SendAsync(new(HttpMethod.Post, Path) { Headers = { { header, value } } });

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).Should().StartWith("OL9750: ");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task The_stream_of_an_open_page_ends_with_the_session()
    {
        await using var app = await new SomeApp { IsOnKestrel = true }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        using var events = await EventStreamClient.OpenAsync(app, browser, Path + "/events");

        await browser.Copy().PostAsync("/signout");

        (await events.NextAsync()).Should().Be(("signed-out", ""));
    }

    [Fact]
    public async Task Without_a_session_there_is_no_stream()
    {
        await using var app = await new SomeApp().StartAsync();

        (await app.NewBrowser().GetAsync(Path + "/events")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static void Authenticate(WebApplication host, bool isRoutedFirst)
    {
        if (isRoutedFirst)
            host.UseRouting();
        host.UseAuthentication();
    }

    private static void RenewAlways(CookieAuthenticationOptions options) => options.Events.OnValidatePrincipal = context =>
    {
        context.ShouldRenew = context.HttpContext.Request.Path == Path;
        return Task.CompletedTask;
    };

    private static Task<RunningApp> StartAsync(Action<OktaLogoutWebOptions> web) => new SomeApp { Web = web }.StartAsync();

    private static Task<RunningApp> StartWithFixedCookieAsync(TimeSpan lifetime, bool isFixedByApp) => new SomeApp
    {
        Cookie = options =>
        {
            options.ExpireTimeSpan = lifetime;
            options.SlidingExpiration = isFixedByApp;
            options.Events.OnSigningIn = context =>
            {
                context.Properties.AllowRefresh = !isFixedByApp;
                return Task.CompletedTask;
            };
        },
        Web = options => options.IdleTimeout = TenMinutes,
    }.StartAsync();

    // A sign-in of the app itself, as with the passwords of ASP.NET Core Identity.
    private static void MapPassword(WebApplication host, string claimType) => host.MapPost("/password", (string user) =>
        TypedResults.SignIn(new(new ClaimsIdentity([new(claimType, user)], "password")), authenticationScheme: CookieAuthenticationDefaults.AuthenticationScheme)).AllowAnonymous();

    private static async Task<Browser> SignedInByPasswordAsync(RunningApp app, string user)
    {
        var browser = app.NewBrowser();
        await browser.PostAsync("/password?user=" + user);
        return browser;
    }

    private static async Task<JsonElement> StatusAsync(Browser browser)
    {
        var response = await browser.GetAsync(Path);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return await response.JsonAsync();
    }

    private static async Task<string?> UserAsync(Browser browser) => (await StatusAsync(browser)).GetProperty("user").GetString();
}
