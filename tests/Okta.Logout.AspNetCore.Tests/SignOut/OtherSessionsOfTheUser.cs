using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class OtherSessionsOfTheUser
{
    private const string Path = "/end-other-sessions";

    private readonly ConcurrentQueue<TerminationReceipt> _receipts = new();
    private SessionDescriptor? _seen;

    [Fact]
    public async Task The_others_end_and_this_one_goes_on()
    {
        await using var app = await App().StartAsync();
        var (here, there) = (await SignedInAsync(app, "sid-1"), await SignedInAsync(app, "sid-2"));
        Later(app);

        await here.PostAsync(Path);

        _receipts.Single().Succeeded.Should().BeTrue();
        (await here.IsSignedInAsync()).Should().BeTrue();
        (await there.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_of_this_session_s_cookie_ends_also_where_tickets_are_kept_on_the_server(bool hasTicketStore)
    {
        await using var app = await App(cookie => cookie.SessionStore = hasTicketStore ? new TicketStore() : null).StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        var copy = browser.Copy();
        Later(app);

        await browser.PostAsync(Path);

        (await copy.IsSignedInAsync()).Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Whichever_response_to_a_double_click_comes_last_its_cookie_works()
    {
        await using var app = await App().StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        var old = browser.Cookies.Find(".AspNetCore.Cookies");
        Browser[] clicks = [browser, browser.Copy()];
        Later(app);

        await Task.WhenAll(clicks.Select(click => click.PostAsync(Path)));

        var issued = clicks.Where(click => click.Cookies.Find(".AspNetCore.Cookies") != old).ToList();
        issued.Should().NotBeEmpty();
        foreach (var click in issued)
            (await click.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_request_that_left_with_the_old_cookie_does_not_delete_the_new_one()
    {
        await using var app = await App().StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        var late = browser.Copy();
        Later(app);
        await browser.PostAsync(Path);

        var response = await late.GetAsync("/me");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_ends_also_where_the_session_has_just_begun()
    {
        await using var app = await App().StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        var copy = browser.Copy();

        await browser.PostAsync(Path);

        (await copy.IsSignedInAsync()).Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_renewal_that_is_due_brings_no_old_cookie_back()
    {
        await using var app = await App().StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        app.Clock.Advance(TimeSpan.FromDays(8));

        await browser.PostAsync(Path);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_cookie_lives_no_longer_than_before()
    {
        await using var app = await App(cookie => cookie.SlidingExpiration = false).StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        app.Clock.Advance(TimeSpan.FromDays(13));

        await browser.PostAsync(Path);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Terminators_are_told_that_the_user_asked()
    {
        var terminator = new RecordingTerminator();
        await using var app = await App(services: services => services.AddSingleton<ISessionTerminator>(terminator)).StartAsync();
        var browser = await SignedInAsync(app, "sid-1");

        await browser.PostAsync(Path);

        terminator.Terminations.Should().NotBeEmpty().And.OnlyContain(seen => seen.Reason == SessionTerminationReason.OtherSessions);
    }

    [Fact]
    public async Task Other_users_go_on()
    {
        await using var app = await App().StartAsync();
        var here = await SignedInAsync(app, "sid-1");
        app.Okta.Claims["sub"] = "00uBob";
        var bob = await SignedInAsync(app, "sid-2");
        Later(app);

        await here.PostAsync(Path);

        (await bob.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_session_still_ends_by_everything_that_ended_it_before()
    {
        SessionTarget[] targets =
        [
            SessionTarget.ForSession(The.Issuer, "sid-1"), SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTarget.ForEmail(The.Issuer, The.Email),
        ];
        foreach (var target in targets)
        {
            await using var app = await App().StartAsync();
            var browser = await SignedInAsync(app, "sid-1");
            Later(app);
            await browser.PostAsync(Path);

            await EndAsync(app, target);

            (await browser.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Nobody_outlives_an_administrator_by_asking_again_and_again()
    {
        await using var app = await App().StartAsync();
        var thief = await SignedInAsync(app, "sid-1");
        Later(app);
        for (var i = 0; i < 3; i++)
        {
            await thief.PostAsync(Path);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // It was on its way for half a minute.
        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject, app.Clock.GetUtcNow().AddSeconds(-30)));

        (await thief.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Sessions_under_another_issuer_of_the_org_end_too()
    {
        const string Org = "https://example.okta.com";
        await using var app = await new SomeApp
        {
            Authentication = (authentication, okta) =>
            {
                okta.AddServer(Org);
                authentication.AddCookie(CookieAuthenticationDefaults.AuthenticationScheme)
                    .AddOpenIdConnect("OpenIdConnect", options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"))
                    .AddOpenIdConnect("org", options => SomeScheme.SetUp(options, Org, The.ClientId, "/signin-org"));
            },
            Endpoints = host =>
            {
                host.MapGet("/signin-at-org", () => TypedResults.Challenge(new() { RedirectUri = "/" }, ["org"]));
                MapPath(host);
            },
        }.StartAsync();
        var here = await SignedInAsync(app, "sid-1");
        var there = app.NewBrowser();
        await there.SignInAsync("/signin-at-org");
        Later(app);

        await here.PostAsync(Path);

        (await here.IsSignedInAsync()).Should().BeTrue();
        (await there.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData(null, "OL7201")]
    [InlineData(CookieAuthenticationDefaults.AuthenticationScheme, null)]
    public async Task The_cookie_scheme_can_be_named_where_it_is_not_the_default(string? cookieScheme, string? error)
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddAuthentication(options => options.DefaultAuthenticateScheme = "Other").AddCookie("Other"),
            Endpoints = host => MapPath(host, cookieScheme),
        }.StartAsync();
        var browser = await SignedInAsync(app, "sid-1");

        await browser.PostAsync(Path);

        _receipts.Single().Steps[0].Error?[..6].Should().Be(error);
        _receipts.Single().Succeeded.Should().Be(error is null);
    }

    [Fact]
    public async Task A_session_that_ended_while_the_request_was_at_work_is_not_brought_back()
    {
        RunningApp? app = null;
        var some = new SomeApp
        {
            Endpoints = host => host.MapPost(Path, async (HttpContext context) =>
            {
                await EndAsync(app!, SessionTarget.ForSubject(The.Issuer, The.Subject));
                app!.Clock.Advance(TimeSpan.FromMinutes(1));
                _receipts.Enqueue(await context.EndOtherSessionsAsync());
            }),
        };
        await using (app = await some.StartAsync())
        {
            var browser = await SignedInAsync(app, "sid-1");
            Later(app);

            await browser.PostAsync(Path);

            _receipts.Single().Steps.Single().Error.Should().StartWith("OL7202");
            (await browser.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Where_the_list_is_down_nothing_changes_and_the_receipt_says_so()
    {
        await using var app = await App(services: services => services.AddSingleton<ISessionRevocationStore>(SwitchableStore.Down())).StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        Later(app);

        (await browser.PostAsync(Path)).Headers.Contains("Set-Cookie").Should().BeFalse();

        _receipts.Single().Succeeded.Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_signed_in_is_no_error()
    {
        await using var app = await App().StartAsync();

        await app.NewBrowser().PostAsync(Path);

        _receipts.Single().Steps.Single().Error.Should().StartWith("OL7201");
    }

    [Fact]
    public async Task Of_many_requests_at_once_exactly_one_cookie_lives()
    {
        await using var app = await App().StartAsync();
        var browser = await SignedInAsync(app, "sid-1");
        Later(app);
        var copies = Enumerable.Range(0, 8).Select(_ => browser.Copy()).ToList();

        await Task.WhenAll(copies.Select(copy => Task.Run(() => copy.PostAsync(Path))));
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        foreach (var copy in copies)
        {
            if (await copy.IsSignedInAsync())
                await copy.PostAsync(Path);
        }

        var alive = 0;
        foreach (var copy in copies)
            alive += await copy.IsSignedInAsync() ? 1 : 0;
        alive.Should().Be(1);
    }

    [Fact]
    public async Task The_app_knows_its_session()
    {
        await using var app = await App().StartAsync();
        await app.NewBrowser().GetAsync("/session");
        _seen.Should().BeNull();

        var browser = await SignedInAsync(app, "sid-1");
        await browser.GetAsync("/session");

        _seen.Should().BeEquivalentTo(new { Issuer = The.Issuer, Subject = The.Subject, SessionId = "sid-1", Email = The.Email, StartedAt = The.Now });
        _seen!.TicketId.Should().NotBeNullOrEmpty();
    }

    private static void Later(RunningApp app) => app.Clock.Advance(TimeSpan.FromMinutes(1));

    private static async Task<Browser> SignedInAsync(RunningApp app, string sessionId)
    {
        app.Okta.Claims["sid"] = sessionId;
        return await app.SignedInBrowserAsync();
    }

    private static Task<TerminationReceipt> EndAsync(RunningApp app, SessionTarget target) =>
        app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator));

    private SomeApp App(Action<CookieAuthenticationOptions>? cookie = null, Action<IServiceCollection>? services = null) => new()
    {
        Cookie = cookie ?? (_ => { }),
        Services = services ?? (_ => { }),
        Endpoints = host =>
        {
            MapPath(host);
            host.MapGet("/session", async (HttpContext context) => _seen = await context.GetOktaSessionAsync());
        },
    };

    private void MapPath(WebApplication host, string? cookieScheme = null) =>
        host.MapPost(Path, async (HttpContext context) => _receipts.Enqueue(await context.EndOtherSessionsAsync(cookieScheme)));
}
