using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A user sees the live sessions, and ends single ones.</summary>
public sealed class SessionsOfAUser
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

    [Fact]
    public async Task The_sessions_of_the_user_are_listed_with_that_of_the_request_marked()
    {
        await using var app = await StartAsync();
        var other = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var browser = await app.SignedInBrowserAsync();

        var sessions = await ListAsync(browser);

        sessions.Should().HaveCount(2);
        sessions[0].Current.Should().BeTrue("the one that was used last comes first");
        sessions[0].StartedAt.Should().Be(The.Now.AddMinutes(5));
        sessions[1].Current.Should().BeFalse();
        (await ListAsync(other)).Single(session => session.Current).Id.Should().Be(sessions[1].Id);
    }

    [Fact]
    public async Task Those_of_other_users_are_not_listed_and_cannot_be_ended()
    {
        await using var app = await StartAsync();
        var victim = await app.SignedInBrowserAsync();
        var id = (await ListAsync(victim)).Single().Id;
        app.Okta.Claims["sub"] = "another";
        var browser = await app.SignedInBrowserAsync();

        (await ListAsync(browser)).Should().ContainSingle();
        (await EndAsync(browser, id)).Should().Be(UserSessionOutcome.NotFound);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_who_is_signed_out_sees_any()
    {
        await using var app = await StartAsync();
        await app.SignedInBrowserAsync();

        (await ListAsync(app.NewBrowser())).Should().BeEmpty();
        (await EndAsync(app.NewBrowser(), "x")).Should().Be(UserSessionOutcome.NotFound);
    }

    [Fact]
    public async Task One_of_several_is_ended()
    {
        await using var app = await StartAsync();
        var browsers = new[] { await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync() };
        var id = (await ListAsync(browsers[1])).Single(session => session.Current).Id;

        (await EndAsync(browsers[0], id)).Should().Be(UserSessionOutcome.Ended);

        (await browsers[1].IsSignedInAsync()).Should().BeFalse();
        (await browsers[2].IsSignedInAsync()).Should().BeTrue();
        (await ListAsync(browsers[0])).Should().HaveCount(2).And.NotContain(session => session.Id == id);
        (await EndAsync(browsers[0], id)).Should().Be(UserSessionOutcome.NotFound);
    }

    [Fact]
    public async Task A_session_that_has_ended_by_other_means_is_not_listed()
    {
        await using var app = await StartAsync();
        var other = await app.SignedInBrowserAsync();
        var browser = await app.SignedInBrowserAsync();

        await other.PostAsync("/signout");

        (await ListAsync(browser)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_whose_cookie_has_expired_is_not_listed()
    {
        await using var app = await StartAsync();
        await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(15));

        (await ListAsync(await app.SignedInBrowserAsync())).Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_that_has_been_idle_too_long_is_not_listed()
    {
        await using var app = await StartAsync(web: options => options.IdleTimeout = TimeSpan.FromHours(1));
        await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(61));

        (await ListAsync(await app.SignedInBrowserAsync())).Should().ContainSingle();
    }

    [Fact]
    public async Task The_last_use_is_recorded_at_most_once_in_the_interval()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        (await ListAsync(browser)).Single().LastSeenAt.Should().Be(The.Now);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        (await ListAsync(browser)).Single().LastSeenAt.Should().Be(The.Now.AddMinutes(1));
    }

    [Fact]
    public async Task A_session_that_a_lost_store_no_longer_has_is_listed_again_when_it_is_used()
    {
        var store = new MemoryUserSessionStore(TimeProvider.System);
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(store));
        var browser = await app.SignedInBrowserAsync();
        var id = (await ListAsync(browser)).Single().Id;
        await store.RemoveAsync(UserKey.Of(The.Issuer, The.Subject), id);

        app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await ListAsync(browser)).Single().Id.Should().Be(id);
    }

    [Fact]
    public async Task The_browser_describes_the_session()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        browser.UserAgent = Firefox;
        await browser.SignInAsync();

        (await ListAsync(browser)).Single().Description.Should().Be("Firefox on Windows");
    }

    [Fact]
    public async Task The_app_can_describe_it_otherwise_and_its_failure_does_no_harm()
    {
        await using var app = await StartAsync(options => options.Describe = context => context.Request.Path == "/me" ? "here" : throw new InvalidOperationException("secret"));
        var browser = await app.SignedInBrowserAsync();
        (await ListAsync(browser)).Single().Description.Should().BeNull();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await browser.GetAsync("/me");

        (await ListAsync(browser)).Single().Description.Should().Be("here");
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6404);
    }

    [Fact]
    public async Task A_store_that_is_down_stops_no_sign_in()
    {
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(new BrokenUserSessionStore()));

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.OwnLogs.Should().Contain(record => record.Id.Id == 6404);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_passed_over_and_stays_because_another_app_may_have_written_it()
    {
        var store = new MemoryUserSessionStore(TimeProvider.System);
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(store));
        var browser = await app.SignedInBrowserAsync();
        var user = UserKey.Of(The.Issuer, The.Subject);
        await store.SetAsync(user, "foreign", new byte[] { 1, 2, 3 }, The.Now.AddDays(1));
        await store.SetAsync(user, "moved", (await store.ReadAsync(user)).First(record => record.Key != "foreign").Value, The.Now.AddDays(1));

        (await ListAsync(browser)).Should().ContainSingle("a record under another id is none of this app's");

        (await store.ReadAsync(user)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_record_whose_session_has_ended_is_removed()
    {
        var store = new MemoryUserSessionStore(TimeProvider.System);
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(store));
        var other = await app.SignedInBrowserAsync();
        var browser = await app.SignedInBrowserAsync();
        await other.PostAsync("/signout");

        await ListAsync(browser);

        await Eventually.BecomesTrueAsync(async () => (await store.ReadAsync(UserKey.Of(The.Issuer, The.Subject))).Count == 1);
    }

    [Fact]
    public async Task A_session_in_constant_use_is_listed_also_between_two_records_of_its_use()
    {
        await using var app = await StartAsync(options => options.LastSeenInterval = TimeSpan.FromHours(1), web: options => options.IdleTimeout = TimeSpan.FromMinutes(30));
        var browser = await app.SignedInBrowserAsync();
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(19));
            await browser.GetAsync("/");
        }

        (await ListAsync(browser)).Should().ContainSingle();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_hangs_holds_no_request_for_ever(bool isPolite)
    {
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(new HangingUserSessionStore(isPolite)));
        var sessions = app.Services.GetRequiredService<IUserSessions>();
        var listing = sessions.ListOfUserAsync(The.Issuer, The.Subject);

        await Eventually.BecomesTrueAsync(app.Clock, TimeSpan.FromSeconds(1), () => Task.FromResult(listing.IsCompleted));

        await FluentActions.Awaiting(() => listing).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Whoever_gave_credentials_long_ago_has_to_give_them_again_first()
    {
        await using var app = await StartAsync(options => options.MaxSignInAge = TimeSpan.FromMinutes(5));
        var other = await app.SignedInBrowserAsync();
        var id = (await ListAsync(other)).Single().Id;
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(6));

        (await EndAsync(browser, id)).Should().Be(UserSessionOutcome.SignInTooOld);
        (await other.IsSignedInAsync()).Should().BeTrue();
        await browser.SignInAsync();

        (await EndAsync(browser, id)).Should().Be(UserSessionOutcome.Ended);
    }

    [Fact]
    public async Task A_redirect_to_Okta_and_back_without_credentials_is_no_fresh_sign_in()
    {
        await using var app = await StartAsync(options => options.MaxSignInAge = TimeSpan.FromMinutes(5));
        var other = await app.SignedInBrowserAsync();
        var id = (await ListAsync(other)).Single().Id;
        var browser = await app.SignedInBrowserAsync();
        app.Okta.AuthenticatedAt = The.Now;
        app.Clock.Advance(TimeSpan.FromMinutes(6));

        await browser.SignInAsync();

        (await EndAsync(browser, id)).Should().Be(UserSessionOutcome.SignInTooOld);
    }

    [Fact]
    public async Task A_sign_in_by_a_password_of_the_app_is_as_old_as_its_session()
    {
        await using var app = await StartAsync(options => options.MaxSignInAge = TimeSpan.FromMinutes(5));
        var (one, other) = (app.NewBrowser(), app.NewBrowser());
        await one.GetAsync("/password");
        await other.GetAsync("/password");
        var id = (await ListAsync(other)).Single(session => session.Current).Id;

        (await EndAsync(one, id)).Should().Be(UserSessionOutcome.Ended);
    }

    [Fact]
    public async Task After_the_others_have_ended_only_this_one_is_listed()
    {
        await using var app = await StartAsync();
        await app.SignedInBrowserAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/end-others");

        (await ListAsync(browser)).Should().ContainSingle().Which.Current.Should().BeTrue();
    }

    [Fact]
    public async Task An_administrator_lists_and_ends_the_sessions_of_a_user()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var sessions = app.Services.GetRequiredService<IUserSessions>();

        var found = await sessions.ListOfUserAsync(The.Issuer, The.Subject);
        var ending = await sessions.EndOfUserAsync(The.Issuer, The.Subject, found.Single().Id);

        ending.Outcome.Should().Be(UserSessionOutcome.Ended);
        found.Single().IsCurrent.Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await sessions.EndOfUserAsync(The.Issuer, "another", found.Single().Id)).Outcome.Should().Be(UserSessionOutcome.NotFound);
    }

    [Fact]
    public async Task Users_of_the_app_itself_have_sessions_too()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.GetAsync("/password");

        (await ListAsync(browser)).Should().ContainSingle().Which.Current.Should().BeTrue();
    }

    [Fact]
    public async Task What_is_stored_shows_nothing_of_the_user()
    {
        var store = new MemoryUserSessionStore(TimeProvider.System);
        await using var app = await StartAsync(services: services => services.AddSingleton<IUserSessionStore>(store));
        await app.SignedInBrowserAsync();

        var (id, data) = (await store.ReadAsync(UserKey.Of(The.Issuer, The.Subject))).Single();

        id.Should().MatchRegex("^[0-9a-f]{32}$");
        System.Text.Encoding.UTF8.GetString(data).Should().NotContainAny(The.Subject, The.Email, The.Sid, The.Issuer);
    }

    [Theory, InlineData(0, "OL6402"), InlineData(-1, "OL6403")]
    public async Task Options_out_of_range_are_refused(int seconds, string error)
    {
        var starting = FluentActions.Awaiting(() => StartAsync(options =>
        {
            if (error == "OL6402")
                options.LastSeenInterval = TimeSpan.FromSeconds(seconds);
            else
                options.MaxSignInAge = TimeSpan.FromSeconds(seconds);
        }));

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().StartWith(error);
    }

    [Theory]
    [InlineData(Firefox, "Firefox on Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("curl/8.0", null)]
    [InlineData("", null)]
    public void A_user_agent_names_browser_and_system(string userAgent, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.UserAgent = userAgent;

        UserAgentText.Of(context).Should().Be(expected);
    }

    private static Task<RunningApp> StartAsync(Action<UserSessionOptions>? options = null, Action<OktaLogoutWebOptions>? web = null, Action<IServiceCollection>? services = null) => new SomeApp
    {
        AddOktaLogout = it => it.AddOktaLogout(web ?? (_ => { })).AddUserSessions(options),
        Services = services ?? (_ => { }),
        Endpoints = host =>
        {
            host.MapGet("/password", (HttpContext _) => TypedResults.SignIn(new(new ClaimsIdentity([new("sub", "local")], "password"))));
            host.MapGet("/sessions", async (HttpContext context, IUserSessions sessions) =>
                (await sessions.ListAsync(context)).Select(session => new Listed(session.Id, session.IsCurrent, session.StartedAt, session.LastSeenAt, session.Description)));
            host.MapPost("/sessions/{id}", async (HttpContext context, string id, IUserSessions sessions) => (await sessions.EndAsync(context, id)).Outcome.ToString());
            host.MapPost("/end-others", async (HttpContext context) => TypedResults.Ok((await context.EndOtherSessionsAsync()).Succeeded));
        },
    }.StartAsync();

    private static async Task<List<Listed>> ListAsync(Browser browser) =>
        System.Text.Json.JsonSerializer.Deserialize<List<Listed>>(await (await browser.GetAsync("/sessions")).Content.ReadAsStringAsync(), System.Text.Json.JsonSerializerOptions.Web)!;

    private static async Task<UserSessionOutcome> EndAsync(Browser browser, string id) =>
        Enum.Parse<UserSessionOutcome>(await (await browser.PostAsync($"/sessions/{id}")).Content.ReadAsStringAsync());

    private sealed record Listed(string Id, bool Current, DateTimeOffset? StartedAt, DateTimeOffset LastSeenAt, string? Description);
}
