using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The session was signed out; on day 13, a thief uses its cookie while the list cannot be read, and the app issues the cookie again.
/// </summary>
public sealed class RenewalWhileTheListCannotBeRead
{
    private const string Sliding = "sliding expiration";
    private const string ShouldRenew = "ShouldRenew";
    private const string SecurityStamp = "security stamp";
    private const string RefreshSignIn = "RefreshSignInAsync";

    private static readonly TimeSpan UntilTheOutage = TimeSpan.FromDays(13);
    private static readonly string[] AllWays = [Sliding, ShouldRenew, .. Reissues.All];

    private readonly SharedState _shared = new();

    [Theory, MemberData(nameof(WaysAndReads))]
    public async Task The_cookie_is_dead_on_every_later_day(string way, int failedReads)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();
        await browser.PostAsync("/signout");
        _shared.Clock.Advance(UntilTheOutage);

        await RenewInAnOutageAsync(thief, way, failedReads);

        (await thief.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_cookie_is_dead_where_only_another_node_could_not_read(string way)
    {
        var listOfB = new SwitchableStore(_shared.List);
        await using var a = await StartAsync(way);
        await using var b = await StartAsync(way, list: listOfB);
        var browser = await a.SignedInBrowserAsync();
        var thief = browser.CopyAt(b);
        await browser.PostAsync("/signout");
        _shared.Clock.Advance(UntilTheOutage);

        listOfB.Reads = StoreFault.Throws;
        await thief.GetAsync(PathFor(way));
        listOfB.Reads = StoreFault.None;

        (await thief.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_ticket_on_the_server_is_dead_too(string way)
    {
        var store = new TicketStore();
        await using var app = await StartAsync(way, options => options.SessionStore = store);
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();
        await browser.PostAsync("/signout");
        _shared.Clock.Advance(UntilTheOutage);

        await RenewInAnOutageAsync(thief, way, int.MaxValue);

        (await thief.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, InlineData(SecurityStamp), InlineData(RefreshSignIn)]
    public async Task A_cookie_of_Identity_is_dead_too(string way)
    {
        await using var app = await IdentityApp.Create(_shared).StartAsync();
        var browser = await app.SignedInAsync(IdentitySignIn.FirstTime);
        var thief = browser.Copy();
        await browser.PostAsync("/signout");
        _shared.Clock.Advance(UntilTheOutage);

        _shared.List.Reads = StoreFault.Throws;
        await (way is RefreshSignIn ? thief.PostAsync("/account/refresh") : thief.GetAsync("/me"));
        _shared.List.Reads = StoreFault.None;

        (await thief.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_live_session_goes_on(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Advance(UntilTheOutage);

        await RenewInAnOutageAsync(browser, way, int.MaxValue);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_cookie_that_was_issued_in_the_outage_keeps_its_old_end(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Advance(UntilTheOutage);

        await RenewInAnOutageAsync(browser, way, int.MaxValue);
        _shared.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> Ways() => [.. AllWays];

    public static TheoryData<string, int> WaysAndReads()
    {
        var data = new TheoryData<string, int>();
        foreach (var way in AllWays)
        {
            data.Add(way, 1);
            data.Add(way, int.MaxValue);
        }

        return data;
    }

    private async Task RenewInAnOutageAsync(Browser browser, string way, int failedReads)
    {
        (_shared.List.Reads, _shared.List.FaultyReads) = (StoreFault.Throws, failedReads);
        await browser.GetAsync(PathFor(way));
        _shared.List.Reads = StoreFault.None;
    }

    private static string PathFor(string way) => way is Sliding or ShouldRenew ? "/" : "/renew";

    private Task<RunningApp> StartAsync(string way, Action<CookieAuthenticationOptions>? cookie = null, SwitchableStore? list = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Cookie = options =>
        {
            cookie?.Invoke(options);
            options.SlidingExpiration = way is Sliding;
            if (way is ShouldRenew)
            {
                options.Events.OnValidatePrincipal = context =>
                {
                    context.ShouldRenew = context.Request.Path == "/";
                    return Task.CompletedTask;
                };
            }
        },
        Services = services => _shared.AddTo(services, list),
        Endpoints = host => host.MapGet("/renew", (HttpContext context) => Reissues.RunAsync(context, way)),
    }.StartAsync();
}
