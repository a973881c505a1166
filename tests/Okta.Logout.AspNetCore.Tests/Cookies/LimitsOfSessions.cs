using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>How old and how idle a session may get, whatever its cookie says.</summary>
public sealed class LimitsOfSessions
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_session_ends_when_its_absolute_lifetime_is_over_however_much_it_is_used()
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = Hour);
        var browser = await app.SignedInBrowserAsync();

        await UseAsync(app, browser, times: 3, every: TimeSpan.FromMinutes(19));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_tokens_of_a_session_that_is_too_old_are_revoked_while_the_list_cannot_be_read()
    {
        SwitchableStore? list = null;
        await using var app = await new SomeApp
        {
            Web = options => options.AbsoluteLifetime = Hour,
            Services = services => services.AddSingleton<ISessionRevocationStore>(provider => list = new SwitchableStore(provider.GetRequiredService<TimeProvider>())),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (list!.Reads, list.Writes) = (StoreFault.Throws, StoreFault.Throws);
        app.Clock.Advance(Hour);

        (await browser.IsSignedInAsync()).Should().BeFalse();

        await Eventually.BecomesTrueAsync(() => Task.FromResult(app.Okta.RevokedTokens.Contains(The.RefreshToken)));
    }

    [Fact]
    public async Task Nothing_ends_a_session_by_age_unless_the_app_asks_for_it()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await UseAsync(app, browser, times: 20, every: TimeSpan.FromDays(5));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInBrowserAsync();

        app.Clock.Advance(Hour);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_session_that_is_used_does_not_become_idle(bool slides)
    {
        await using var app = await new SomeApp { Web = options => options.IdleTimeout = Hour, Cookie = options => options.SlidingExpiration = slides }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await UseAsync(app, browser, times: 10, every: TimeSpan.FromMinutes(55));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_cookie_that_does_not_slide_keeps_its_end_when_a_use_is_noted()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.IdleTimeout = Hour,
            Cookie = options => (options.SlidingExpiration, options.ExpireTimeSpan) = (false, 3 * Hour),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await UseAsync(app, browser, times: 4, every: TimeSpan.FromMinutes(44));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task What_pages_ask_for_by_themselves_is_no_use()
    {
        await using var app = await StartAsync(options => (options.IdleTimeout, options.IsActivity) = (Hour, context => context.Request.Path != "/me"));
        var browser = await app.SignedInBrowserAsync();

        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(11));
            (await browser.IsSignedInAsync()).Should().BeTrue();
        }

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_request_to_an_endpoint_of_the_library_is_no_use()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInBrowserAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(50));
        await browser.GetAsync("/signout");
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_is_not_issued_again_with_each_request()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInBrowserAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(59));
        (await browser.GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeFalse();
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        (await browser.GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeTrue();
    }

    [Theory, InlineData(nameof(OktaLogoutWebOptions.AbsoluteLifetime)), InlineData(nameof(OktaLogoutWebOptions.IdleTimeout))]
    public async Task The_session_ends_through_the_pipeline_once_with_a_reason_of_its_own(string limit)
    {
        var terminator = new RecordingTerminator();
        await using var app = await new SomeApp
        {
            Web = Limit(limit),
            Services = services => services.AddSingleton<ISessionTerminator>(terminator),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copies = Enumerable.Range(0, 10).Select(_ => browser.Copy()).ToList();
        app.Clock.Advance(Hour);

        await Task.WhenAll(copies.Select(copy => copy.IsSignedInAsync()));

        await Eventually.BecomesTrueAsync(() => Task.FromResult(terminator.Terminations.Count > 0));
        terminator.Terminations.Should().ContainSingle().Which.Reason.Name.Should().Be(limit);
    }

    [Fact]
    public async Task An_idle_cookie_ends_the_session_of_a_copy_that_a_thief_keeps_in_use()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();
        await UseAsync(app, thief, times: 2, every: TimeSpan.FromMinutes(50));

        await browser.GetAsync("/");

        await Eventually.BecomesTrueAsync(async () => !await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task The_refresh_token_of_a_session_that_has_reached_its_limit_is_revoked()
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = Hour);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Hour);

        await browser.GetAsync("/");

        await Eventually.BecomesTrueAsync(() => Task.FromResult(app.Okta.RevokedTokens.Contains(The.RefreshToken)));
    }

    [Fact]
    public async Task A_sign_in_after_the_limit_begins_a_session_that_lives()
    {
        await using var app = await StartAsync(options => (options.AbsoluteLifetime, options.IdleTimeout) = (Hour, TimeSpan.FromMinutes(30)));
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(Hour);
        await browser.GetAsync("/");

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task An_app_that_issues_its_cookie_again_does_not_make_the_session_younger()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.AbsoluteLifetime = Hour,
            Endpoints = host => host.MapGet("/reissue", async (HttpContext context) =>
            {
                var ticket = await context.AuthenticateAsync();
                await context.SignInAsync(ticket.Principal!);
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(40));
        await browser.GetAsync("/reissue");

        app.Clock.Advance(TimeSpan.FromMinutes(20));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_session_expiry_of_the_provider_ends_the_session_without_any_option()
    {
        await using var app = await StartAsync();
        app.Okta.Claims["session_expiry"] = (The.Now + Hour).ToUnixTimeSeconds();
        var browser = await app.SignedInBrowserAsync();

        await UseAsync(app, browser, times: 3, every: TimeSpan.FromMinutes(19));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Advance(TimeSpan.FromMinutes(3));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_earlier_of_the_limits_of_app_and_provider_counts()
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = Hour);
        app.Okta.Claims["session_expiry"] = (The.Now + (2 * Hour)).ToUnixTimeSeconds();
        var browser = await app.SignedInBrowserAsync();

        app.Clock.Advance(Hour);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_session_with_a_cookie_for_each_part_of_the_app_is_idle_only_if_none_was_used()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.IdleTimeout = Hour,
            Authentication = null,
            Services = services => services.AddAuthentication().AddCookie("Admin", options => options.Cookie.Path = "/"),
            Endpoints = host =>
            {
                host.MapGet("/admin/enter", (HttpContext context) => context.SignInAsync("Admin", context.User));
                host.MapGet("/admin", async (HttpContext context) => (await context.AuthenticateAsync("Admin")).Succeeded ? Results.Ok() : Results.Unauthorized());
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/admin/enter");
        await UseAsync(app, browser, times: 2, every: TimeSpan.FromMinutes(50));

        (await browser.GetAsync("/admin")).IsSuccessStatusCode.Should().BeTrue();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Advance(Hour);

        (await browser.GetAsync("/admin")).IsSuccessStatusCode.Should().BeFalse();
    }

    [Fact]
    public async Task A_note_from_before_the_limit_was_switched_off_does_not_count_when_it_is_on_again()
    {
        var keys = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(The.Now);
        await using var before = await StartWithAsync(Hour);
        await using var off = await StartWithAsync(null);
        await using var again = await StartWithAsync(Hour);
        var browser = await before.SignedInBrowserAsync();
        clock.Advance(TimeSpan.FromDays(8));
        await browser.At(off).GetAsync("/");

        (await browser.At(again).IsSignedInAsync()).Should().BeTrue();

        Task<RunningApp> StartWithAsync(TimeSpan? idleTimeout) => new SomeApp
        {
            Clock = clock,
            Web = options => options.IdleTimeout = idleTimeout,
            Services = services => services.AddSingleton<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(keys),
        }.StartAsync();
    }

    [Fact]
    public async Task A_session_that_the_app_begins_by_itself_with_an_end_that_nobody_can_tell_is_over()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/own-sign-in", (HttpContext context) =>
            {
                var properties = new AuthenticationProperties();
                properties.StoreTokens([new() { Name = "id_token", Value = TestKey.Sign(new Dictionary<string, object> { ["iss"] = The.Issuer, ["sub"] = The.Subject, ["session_expiry"] = 1_700_000_000_000 }) }]);
                return context.SignInAsync(new(new System.Security.Claims.ClaimsIdentity([new("sub", The.Subject)], "own")), properties);
            }),
        }.StartAsync();
        var browser = app.NewBrowser();

        await browser.GetAsync("/own-sign-in");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData("1700000000000"), InlineData("\"1700000000\""), InlineData("-1"), InlineData("null")]
    public async Task A_session_expiry_that_is_no_time_in_seconds_is_refused_at_sign_in(string json)
    {
        await using var app = await StartAsync();
        app.Okta.Claims["session_expiry"] = System.Text.Json.JsonDocument.Parse(json).RootElement;

        var failure = await SignInFailsAsync(app);

        failure.Should().StartWith("OL8406");
    }

    [Fact]
    public async Task A_session_that_would_be_born_expired_is_refused_at_sign_in_so_that_no_loop_begins()
    {
        await using var app = await StartAsync();
        app.Okta.Claims["session_expiry"] = The.Now.ToUnixTimeSeconds();

        var failure = await SignInFailsAsync(app);

        failure.Should().StartWith("OL8407");
    }

    [Fact]
    public async Task An_open_connection_ends_when_the_absolute_lifetime_is_over()
    {
        var opened = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await new SomeApp
        {
            Web = options => options.AbsoluteLifetime = Hour,
            Endpoints = host => host.MapGet("/stream", async (HttpContext context) =>
            {
                var ended = context.GetSessionEndedToken();
                opened.SetResult(ended);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended).ContinueWith(_ => { }, TaskScheduler.Default);
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var stream = browser.GetAsync("/stream");
        var ended = await opened.Task;

        app.Clock.Advance(TimeSpan.FromMinutes(59));
        ended.IsCancellationRequested.Should().BeFalse();

        await Eventually.BecomesTrueAsync(app.Clock, TimeSpan.FromSeconds(10), () => Task.FromResult(ended.IsCancellationRequested));
        await stream;
    }

    [Theory, InlineData(nameof(OktaLogoutWebOptions.AbsoluteLifetime), "OL6024"), InlineData(nameof(OktaLogoutWebOptions.IdleTimeout), "OL6025")]
    public async Task A_limit_below_a_second_is_refused(string limit, string error)
    {
        var starting = FluentActions.Awaiting(() => new SomeApp { Web = Limit(limit, TimeSpan.Zero) }.StartAsync());

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().StartWith(error).And.Contain(limit);
    }

    [Fact]
    public async Task A_cookie_that_takes_no_part_and_may_outlive_the_limit_is_reported_at_start()
    {
        await using var app = await StartAsync(options =>
        {
            options.IdleTimeout = Hour;
            options.ExcludedCookieSchemes.Add("Admin");
        });

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6026).Which.Message.Should().Contain("Admin");
    }

    [Fact]
    public async Task The_remembered_device_of_Identity_is_no_session_and_not_reported()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);

        app.OwnLogs.Should().NotContain(record => record.Id.Id == 6026);
    }

    private static Action<OktaLogoutWebOptions> Limit(string limit, TimeSpan? time = null) => options =>
    {
        if (limit == nameof(OktaLogoutWebOptions.AbsoluteLifetime))
            options.AbsoluteLifetime = time ?? Hour;
        else
            options.IdleTimeout = time ?? Hour;
    };

    private static Task<RunningApp> StartAsync(Action<OktaLogoutWebOptions>? web = null) => new SomeApp { Web = web ?? (_ => { }) }.StartAsync();

    private static async Task UseAsync(RunningApp app, Browser browser, int times, TimeSpan every)
    {
        for (var i = 0; i < times; i++)
        {
            app.Clock.Advance(every);
            await browser.GetAsync("/");
        }
    }

    private static async Task<string> SignInFailsAsync(RunningApp app)
    {
        var failing = FluentActions.Awaiting(() => app.SignedInBrowserAsync());
        var failure = (await failing.Should().ThrowAsync<AuthenticationFailureException>()).Which;
        return failure.InnerException?.Message ?? failure.Message;
    }
}
