using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A cookie whose own expiry is later than that of its entry on the revocation list.</summary>
public sealed class CookiesThatOutliveTheEntry
{
    private static readonly string[] AllLifetimes =
    [
        "ExpiresUtc = null in OnSigningIn", "both times null in OnSigningIn", "IssuedUtc in the future in OnSigningIn", "ExpiresUtc = null in OnTicketReceived",
        "ExpiresUtc = null in OnValidatePrincipal", "SignInAsync for 90 days", "a shorter RevocationLifetime", "90 days in OnSigningIn",
    ];

    private readonly SharedState _shared = new();

    [Theory, MemberData(nameof(Lifetimes))]
    public async Task A_copy_stays_dead_when_the_entry_has_gone(string lifetime)
    {
        await using var app = await StartAsync(lifetime);
        var browser = await SignedInAsync(app, lifetime);
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInOnAnyDayAsync(_shared.Clock, 100)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Lifetimes))]
    public async Task A_copy_of_a_session_that_an_administrator_ended_stays_dead_too(string lifetime)
    {
        await using var app = await StartAsync(lifetime);
        var browser = await SignedInAsync(app, lifetime);
        _shared.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySubject);

        (await browser.IsSignedInOnAnyDayAsync(_shared.Clock, 100)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Lifetimes))]
    public async Task A_ticket_on_the_server_stays_dead_too(string lifetime)
    {
        await using var app = await StartAsync(lifetime, services => TicketsOnTheServer.AddTo(services, store => store.Removals = StoreFault.Throws));
        var browser = await SignedInAsync(app, lifetime);
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInOnAnyDayAsync(_shared.Clock, 100)).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_copy_stays_dead_after_a_deployment_with_a_shorter_lifetime(bool slides)
    {
        await using var before = await StartAsync(slides, TimeSpan.FromDays(30));
        var browser = await before.SignedInBrowserAsync();
        await using var app = await StartAsync(slides, TimeSpan.FromHours(1));
        var (after, copy) = (browser.CopyAt(app), browser.CopyAt(app));
        _shared.Clock.Pass();

        await after.PostAsync("/signout");

        for (var hours = 0; hours < 48; hours++)
        {
            (await copy.Copy().IsSignedInAsync()).Should().BeFalse();
            _shared.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        (await copy.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_stays_dead_where_a_node_of_the_deployment_still_has_the_longer_lifetime()
    {
        await using var old = await StartAsync(slides: true, TimeSpan.FromDays(30));
        await using var app = await StartAsync(slides: true, TimeSpan.FromHours(1));
        var browser = await old.SignedInBrowserAsync();
        var (after, copy) = (browser.CopyAt(app), browser.Copy());
        _shared.Clock.Pass();

        await after.PostAsync("/signout");
        _shared.Clock.Advance(TimeSpan.FromHours(3));

        (await copy.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Fact]
    public async Task A_deployment_with_a_shorter_lifetime_signs_nobody_out_who_has_just_signed_in()
    {
        await using var before = await StartAsync(slides: true, TimeSpan.FromDays(30));
        var browser = await before.SignedInBrowserAsync();
        _shared.Clock.Advance(TimeSpan.FromMinutes(10));
        await using var app = await StartAsync(slides: true, TimeSpan.FromHours(1));

        (await browser.CopyAt(app).IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_lifetime_of_seconds_keeps_no_app_from_starting_and_its_sign_out_holds()
    {
        await using var app = await StartAsync(slides: true, TimeSpan.FromSeconds(30));
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        for (var i = 0; i < 100; i++)
        {
            (await copy.Copy().IsSignedInAsync()).Should().BeFalse();
            _shared.Clock.Advance(TimeSpan.FromSeconds(7));
        }
    }

    public static TheoryData<string> Lifetimes() => [.. AllLifetimes];

    private static async Task<Browser> SignedInAsync(RunningApp app, string lifetime)
    {
        var browser = await app.SignedInBrowserAsync();
        if (lifetime is "SignInAsync for 90 days")
            await browser.GetAsync("/renew");
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    private Task<RunningApp> StartAsync(bool slides, TimeSpan lifetime) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Cookie = options => (options.SlidingExpiration, options.ExpireTimeSpan) = (slides, lifetime),
        Services = services => _shared.AddTo(services),
    }.StartAsync();

    private Task<RunningApp> StartAsync(string lifetime, Action<IServiceCollection>? services = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Cookie = options => SetLifetime(options, lifetime),
        OpenIdConnect = options =>
        {
            if (lifetime is "ExpiresUtc = null in OnTicketReceived")
                options.Events.OnTicketReceived = context => Set(() => context.Properties!.ExpiresUtc = null);
        },
        Services = it =>
        {
            _shared.AddTo(it);
            services?.Invoke(it);
            if (lifetime is "a shorter RevocationLifetime")
                it.Configure<SessionTerminationOptions>(options => options.RevocationLifetime = TimeSpan.FromHours(1));
        },
        Endpoints = host => host.MapGet("/renew", (HttpContext context) => Reissues.RunAsync(context, Reissues.OwnLifetime)),
    }.StartAsync();

    private static void SetLifetime(CookieAuthenticationOptions options, string lifetime)
    {
        switch (lifetime)
        {
            case "ExpiresUtc = null in OnSigningIn":
                options.Events.OnSigningIn = context => Set(() => context.Properties.ExpiresUtc = null);
                break;
            case "both times null in OnSigningIn":
                options.Events.OnSigningIn = context => Set(() => (context.Properties.IssuedUtc, context.Properties.ExpiresUtc) = (null, null));
                break;
            case "IssuedUtc in the future in OnSigningIn":
                options.Events.OnSigningIn = context => Set(() =>
                    (context.Properties.IssuedUtc, context.Properties.ExpiresUtc) = (The.Now.AddDays(60), The.Now.AddDays(74)));
                break;
            case "90 days in OnSigningIn":
                options.Events.OnSigningIn = context => Set(() => context.Properties.ExpiresUtc = The.Now.AddDays(90));
                break;
            case "ExpiresUtc = null in OnValidatePrincipal":
                options.Events.OnValidatePrincipal = context => Set(() => (context.Properties.ExpiresUtc, context.ShouldRenew) = (null, true));
                break;
        }
    }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
