using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A request of the session is under way and will issue its cookie anew; meanwhile the session ends.</summary>
public sealed class SignOutsWhileARequestIsAtWork
{
    private const string OtherTab = "another tab";

    private readonly SharedState _shared = new();
    private readonly HeldRequest _held = new();

    [Theory, MemberData(nameof(WaysAndEnds))]
    public async Task The_cookie_that_the_request_issues_is_dead(string way, string end)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await _held.Arrived;

        _shared.Clock.Pass();
        await EndAsync(app, browser, end);
        _shared.Clock.Pass();
        _held.Release();
        await request;

        (await late.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task It_is_dead_where_another_node_received_the_sign_out(string way)
    {
        await using var a = await StartAsync(way);
        await using var b = await StartAsync(way);
        var browser = await a.SignedInBrowserAsync();
        _shared.Clock.Pass();
        var late = browser.CopyAt(b);
        var request = late.GetAsync("/held");
        await _held.Arrived;

        await browser.PostAsync("/signout");
        _shared.Clock.Pass();
        _held.Release();
        await request;

        (await late.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ends))]
    public async Task A_renewal_after_a_slow_validation_of_the_app_brings_nothing_back(string end)
    {
        await using var app = await StartAsync(cookie: options => options.Events.OnValidatePrincipal = async context =>
        {
            if (context.Request.Path != "/slow")
                return;
            await _held.HoldAsync();
            context.ShouldRenew = true;
        });
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        var late = browser.Copy();
        var request = late.GetAsync("/slow");
        await _held.Arrived;

        _shared.Clock.Pass();
        await EndAsync(app, browser, end);
        _shared.Clock.Pass();
        _held.Release();
        await request;

        (await late.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Fact]
    public async Task A_refreshed_sign_in_of_Identity_brings_nothing_back()
    {
        await using var app = await IdentityApp.Create(_shared, endpoints: host => host.MapGet(
            "/held", async (HttpContext context, SignInManager<IdentityUser> signIn, UserManager<IdentityUser> users) =>
            {
                var user = await users.GetUserAsync(context.User);
                await _held.HoldAsync();
                await signIn.RefreshSignInAsync(user!);
            })).StartAsync();
        var browser = await app.SignedInAsync(IdentitySignIn.FirstTime);
        _shared.Clock.Pass();
        var late = browser.Copy();
        var request = late.GetAsync("/held");
        await _held.Arrived;

        await browser.PostAsync("/signout");
        _shared.Clock.Pass();
        _held.Release();
        await request;

        (await late.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_session_that_nobody_ended_goes_on(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        var request = browser.GetAsync("/held");
        await _held.Arrived;
        _shared.Clock.Pass();

        _held.Release();
        await request;

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task The_re_issued_session_and_its_old_copies_end_together(string way)
    {
        await using var app = await StartAsync(way);
        var browser = await app.SignedInBrowserAsync();
        var old = browser.Copy();
        _shared.Clock.Pass();
        _held.Release();
        await browser.GetAsync("/held");
        var renewed = browser.Copy();
        _shared.Clock.Pass();

        await browser.PostAsync("/signout");

        (await old.IsSignedInAsync()).Should().BeFalse();
        (await renewed.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> Ways() => [.. Reissues.All];

    public static TheoryData<string> Ends() => new(OtherTab, Channels.FrontChannel, Channels.AdministratorBySubject);

    public static TheoryData<string, string> WaysAndEnds()
    {
        var data = new TheoryData<string, string>();
        foreach (var way in Reissues.All)
        {
            foreach (var end in new[] { OtherTab, Channels.FrontChannel, Channels.AdministratorBySubject })
                data.Add(way, end);
        }

        return data;
    }

    private static Task EndAsync(RunningApp app, Browser browser, string end) => end is OtherTab ? browser.PostAsync("/signout") : app.EndAsync(end);

    private Task<RunningApp> StartAsync(string way = Reissues.SameTicket, Action<CookieAuthenticationOptions>? cookie = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        AddOktaLogout = Channels.Add,
        Cookie = cookie ?? (_ => { }),
        Services = services => _shared.AddTo(services),
        Endpoints = host => host.MapGet("/held", (HttpContext context) => Reissues.RunAsync(context, way, _held.HoldAsync)),
    }.StartAsync();
}
