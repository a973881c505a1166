namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// A stranger who knows a sid sends one front-channel request. The session that it names ends, as the protocol requires. A user who signs in afterwards, in
/// the same Okta session, stays signed in.
/// </summary>
public sealed class FrontChannelRequestsOfStrangers
{
    private readonly SharedState _shared = new();

    [Fact]
    public async Task Who_signs_in_afterwards_in_the_same_browser_stays_signed_in()
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        await app.FrontChannelAsync();
        _shared.Clock.Pass();

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Who_signs_in_afterwards_in_another_browser_stays_signed_in_for_days()
    {
        await using var app = await _shared.StartNodeAsync();
        await app.FrontChannelAsync();
        _shared.Clock.Pass();
        var browser = await app.SignedInBrowserAsync();

        for (var day = 0; day < 20; day++)
        {
            (await browser.IsSignedInAsync()).Should().BeTrue();
            _shared.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Who_signs_in_afterwards_on_another_node_stays_signed_in()
    {
        await using var a = await _shared.StartNodeAsync();
        await using var b = await _shared.StartNodeAsync();
        await a.FrontChannelAsync();
        _shared.Clock.Pass();

        var browser = await b.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await browser.CopyAt(a).IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_request_each_minute_ends_no_session_that_began_after_it()
    {
        await using var app = await _shared.StartNodeAsync();
        for (var minute = 0; minute < 30; minute++)
        {
            await app.FrontChannelAsync();
            _shared.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task What_the_request_ended_stays_ended_when_the_user_signs_in_again()
    {
        await using var app = await _shared.StartNodeAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        _shared.Clock.Pass();
        await app.FrontChannelAsync();
        _shared.Clock.Pass();
        await browser.SignInAsync();
        _shared.Clock.Pass();

        (await copy.IsSignedInOnAnyDayAsync(_shared.Clock, 40)).Should().BeFalse();
    }

    [Fact]
    public async Task The_later_session_still_ends_by_the_next_request()
    {
        await using var app = await _shared.StartNodeAsync();
        await app.FrontChannelAsync();
        _shared.Clock.Pass();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();

        await app.FrontChannelAsync();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_later_session_can_be_signed_out()
    {
        await using var app = await _shared.StartNodeAsync();
        await app.FrontChannelAsync();
        _shared.Clock.Pass();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(_shared.Okta.IssuedIdTokens.Single());

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }
}
