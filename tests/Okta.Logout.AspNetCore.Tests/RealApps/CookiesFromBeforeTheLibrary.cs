using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// A cookie that was issued before the library was added, or by a node or a sister app without it: signed in, it goes on, and ends as any other.
/// </summary>
public sealed class CookiesFromBeforeTheLibrary
{
    private readonly SharedState _shared = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task Nobody_is_signed_out_by_the_update(bool savesTokens)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();

        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sign_out_ends_copies_that_the_library_never_saw(bool savesTokens)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        var copy = browser.Copy();
        _shared.Clock.Pass();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sign_out_of_the_adopted_cookie_ends_the_original_and_every_other_copy(bool savesTokens)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        var (original, otherCopy) = (browser.Copy(), browser.Copy());
        _shared.Clock.Pass();
        await browser.GetAsync("/me");
        _shared.Clock.Pass();
        await otherCopy.GetAsync("/me");
        _shared.Clock.Pass();

        await browser.PostAsync("/signout");

        (await original.IsSignedInAsync()).Should().BeFalse();
        (await otherCopy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(TokensAndChannels))]
    public async Task Every_channel_ends_a_cookie_that_was_seen_before(bool savesTokens, string channel)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Clock.Pass();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        _shared.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(TokensAndChannels))]
    public async Task Every_channel_ends_a_cookie_that_was_never_seen(bool savesTokens, string channel)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_that_slides_for_weeks_still_ends_by_its_sid()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        for (var week = 0; week < 4; week++)
        {
            _shared.Clock.Advance(TimeSpan.FromDays(8));
            (await browser.IsSignedInAsync()).Should().BeTrue();
        }

        await app.FrontChannelAsync();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_out_leads_to_Okta_and_revokes_the_tokens()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(_shared.Okta.IssuedIdTokens.Single());

        _shared.Okta.RevokedTokens.Should().Contain([The.RefreshToken, The.AccessToken]);
    }

    [Fact]
    public async Task Two_sessions_that_began_in_the_same_second_are_two()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var first = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Okta.Claims["sid"] = "idx2other";
        var second = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Clock.Pass();

        await first.PostAsync("/signout");

        (await second.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Adoption_makes_no_cookie_live_longer()
    {
        await using var before = await StartBeforeAsync(cookie: options => options.SlidingExpiration = false);
        await using var app = await StartAsync(cookie: options => options.SlidingExpiration = false);
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Clock.Advance(TimeSpan.FromDays(13));
        (await browser.IsSignedInAsync()).Should().BeTrue();

        _shared.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_node_without_the_library_takes_the_adopted_cookie()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        await browser.GetAsync("/me");

        (await browser.CopyAt(before).IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_cookie_that_a_node_without_the_library_renewed_ends_by_the_sign_out()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Advance(TimeSpan.FromDays(8));
        var elsewhere = browser.CopyAt(before);
        (await elsewhere.IsSignedInAsync()).Should().BeTrue();
        var renewed = elsewhere.CopyAt(app);
        _shared.Clock.Pass();

        await browser.PostAsync("/signout");

        (await renewed.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_that_a_node_without_the_library_renewed_is_of_the_same_session()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = await before.SignedInBrowserAsync();
        var renewed = browser.Copy();
        _shared.Clock.Advance(TimeSpan.FromDays(8));
        (await renewed.IsSignedInAsync()).Should().BeTrue();
        var (first, second) = (browser.CopyAt(app), renewed.CopyAt(app));
        _shared.Clock.Pass();

        await second.PostAsync("/signout");

        (await first.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_cookie_that_was_issued_after_the_user_s_sessions_were_ended_lives(bool savesTokens)
    {
        await using var before = await StartBeforeAsync(savesTokens);
        await using var app = await StartAsync();
        await app.EndAsync(Channels.AdministratorBySubject);
        _shared.Clock.Pass();

        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_ticket_on_the_server_is_adopted_too()
    {
        var store = new TicketStore();
        await using var before = await StartBeforeAsync(cookie: options => options.SessionStore = store);
        await using var app = await StartAsync(cookie: options => options.SessionStore = store);
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.Clock.Pass();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        _shared.Clock.Pass();

        await app.FrontChannelAsync();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_of_Identity_that_names_nobody_at_Okta_ends_by_its_sign_out()
    {
        var database = IdentityApp.NewDatabase();
        await using var before = await IdentityApp.Create(_shared, database: database, hasLibrary: false).StartAsync();
        await using var app = await IdentityApp.Create(_shared, database: database).StartAsync();
        await before.RegisterAsync();
        var browser = (await before.SignedInAsync(IdentitySignIn.Again)).CopyAt(app);
        var copy = browser.Copy();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        _shared.Clock.Pass();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_at_the_first_sight_signs_nobody_out()
    {
        await using var before = await StartBeforeAsync();
        await using var app = await StartAsync();
        var browser = (await before.SignedInBrowserAsync()).CopyAt(app);
        _shared.List.Reads = StoreFault.Throws;
        (await browser.IsSignedInAsync()).Should().BeTrue();
        _shared.List.Reads = StoreFault.None;

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    public static TheoryData<bool, string> TokensAndChannels()
    {
        var data = new TheoryData<bool, string>();
        foreach (var channel in Channels.All)
        {
            data.Add(true, channel);
            data.Add(false, channel);
        }

        return data;
    }

    private Task<RunningApp> StartBeforeAsync(bool savesTokens = true, Action<CookieAuthenticationOptions>? cookie = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        AddOktaLogout = _ => { },
        Map = _ => { },
        Cookie = cookie ?? (_ => { }),
        OpenIdConnect = options => options.SaveTokens = savesTokens,
        Services = services => _shared.AddTo(services),
    }.StartAsync();

    private Task<RunningApp> StartAsync(Action<CookieAuthenticationOptions>? cookie = null) => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        AddOktaLogout = Channels.Add,
        Cookie = cookie ?? (_ => { }),
        Services = services => _shared.AddTo(services),
    }.StartAsync();
}
