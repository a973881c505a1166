using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The clock of Okta and that of the app are not the same.</summary>
public sealed class ClocksThatDiffer
{
    private SharedState _shared = null!;

    [Theory, MemberData(nameof(Differences))]
    public async Task The_user_s_other_sessions_end_and_this_one_goes_on(int secondsAhead)
    {
        await using var app = await StartAsync(secondsAhead);
        var (here, there) = (await SignedInAsync(app, "sid-here"), await SignedInAsync(app, "sid-there"));
        Pass();

        await here.PostAsync("/end-other-sessions");

        (await there.IsSignedInAsync()).Should().BeFalse();
        (await here.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(DifferencesAndChannels))]
    public async Task An_administrator_ends_the_sessions_that_began_before(int secondsAhead, string channel)
    {
        await using var app = await StartAsync(secondsAhead);
        var browser = await app.SignedInBrowserAsync();
        Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(DifferencesAndChannels))]
    public async Task Who_signs_in_after_the_administrator_ended_the_sessions_stays_signed_in(int secondsAhead, string channel)
    {
        await using var app = await StartAsync(secondsAhead);
        await app.SignedInBrowserAsync();
        Pass();
        await app.EndAsync(channel);
        PassMoreThanAnySkew();

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task Who_signs_in_after_the_other_sessions_were_ended_stays_signed_in(int secondsAhead)
    {
        await using var app = await StartAsync(secondsAhead);
        var here = await SignedInAsync(app, "sid-here");
        Pass();
        await here.PostAsync("/end-other-sessions");
        PassMoreThanAnySkew();

        var later = await SignedInAsync(app, "sid-later");

        (await later.IsSignedInAsync()).Should().BeTrue();
        (await here.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task Okta_ends_the_sessions_that_began_before_its_command(int secondsAhead)
    {
        await using var app = await StartAsync(secondsAhead);
        var browser = await app.SignedInBrowserAsync();
        Pass();

        (await app.UniversalLogoutAsync(at: _shared.OktaClock.GetUtcNow())).EnsureSuccessStatusCode();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task Who_signs_in_after_Okta_s_command_stays_signed_in(int secondsAhead)
    {
        await using var app = await StartAsync(secondsAhead);
        await app.SignedInBrowserAsync();
        Pass();
        (await app.UniversalLogoutAsync(at: _shared.OktaClock.GetUtcNow())).EnsureSuccessStatusCode();
        PassMoreThanAnySkew();

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Differences))]
    public async Task The_session_that_ended_the_others_is_spared_on_every_node(int secondsAhead)
    {
        await using var a = await StartAsync(secondsAhead);
        await using var b = await StartNodeAsync();
        var (here, there) = (await SignedInAsync(a, "sid-here"), await SignedInAsync(b, "sid-there"));
        Pass();

        await here.PostAsync("/end-other-sessions");
        Pass();

        (await here.CopyAt(b).IsSignedInAsync()).Should().BeTrue();
        (await there.CopyAt(a).IsSignedInAsync()).Should().BeFalse();
        (await there.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<int> Differences() => new(90, 180, -90, -180);

    public static TheoryData<int, string> DifferencesAndChannels() => new()
    {
        { 90, Channels.AdministratorBySubject },
        { 180, Channels.AdministratorByEmail },
        { -90, Channels.AdministratorBySubject },
        { -180, Channels.AdministratorByEmail },
    };

    private void Pass() => Advance(TimeSpan.FromSeconds(30));

    // More than any skew that may be allowed on the side of ending.
    private void PassMoreThanAnySkew() => Advance(TimeSpan.FromMinutes(2));

    private void Advance(TimeSpan time)
    {
        _shared.Clock.Advance(time);
        _shared.OktaClock.Advance(time);
    }

    private static async Task<Browser> SignedInAsync(RunningApp app, string sid)
    {
        app.Okta.Claims["sid"] = sid;
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    private Task<RunningApp> StartAsync(int secondsAhead)
    {
        _shared = new(TimeSpan.FromSeconds(secondsAhead));
        return StartNodeAsync();
    }

    private Task<RunningApp> StartNodeAsync() => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        AddOktaLogout = Channels.Add,
        Services = services => _shared.AddTo(services),
        Endpoints = host => host.MapPost("/end-other-sessions", async (HttpContext context) =>
        {
            await context.EndOtherSessionsAsync();
        }),
    }.StartAsync();
}
