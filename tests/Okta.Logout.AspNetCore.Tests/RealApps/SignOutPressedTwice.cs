using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The user presses "Sign out" twice, and the browser drops the first answer: only the second one gets the browser anywhere.
/// </summary>
public sealed class SignOutPressedTwice
{
    private static readonly TimeSpan BetweenPresses = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Both_answers_lead_to_Okta()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();

        var first = await SignOutPage.PressAsync(browser);
        app.Clock.Advance(BetweenPresses);
        var second = await SignOutPage.PressAsync(again);

        first.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        second.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task Both_redirects_lead_to_Okta()
    {
        await using var app = await new SomeApp { Web = options => options.EndSessionMethod = EndSessionMethod.Redirect }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();

        await SignOutPage.PressAsync(browser);
        app.Clock.Advance(BetweenPresses);

        (await SignOutPage.PressAsync(again)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task Both_scripts_are_told_where_to_go()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();

        await SignOutAnswer.OfAsync(browser);
        app.Clock.Advance(BetweenPresses);
        var second = await SignOutAnswer.OfAsync(again);

        second.SignedOut.Should().BeTrue();
        second.Endpoint.Should().Be(The.EndSessionEndpoint);
        second.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task The_state_of_the_second_answer_brings_the_user_back()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();
        await browser.PostAsync("/signout");

        var second = await SignOutPage.ReadAsync(await again.PostAsync("/signout", ("returnUrl", "/bye")));
        second.Fields.Should().ContainKey("state");
        var callback = await again.GetAsync("/signout/complete?state=" + Uri.EscapeDataString(second.Fields["state"]));

        callback.Location().Should().Be("/bye");
    }

    [Fact]
    public async Task A_press_while_the_first_is_at_work_leads_to_Okta()
    {
        var terminator = new WaitingTerminator();
        await using var app = await new SomeApp { Services = services => services.AddSingleton<ISessionTerminator>(terminator) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();

        var first = SignOutPage.PressAsync(browser);
        await terminator.Began;
        var second = SignOutPage.PressAsync(again);
        terminator.GoOn();

        (await first).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        (await second).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_press_after_the_browser_has_hung_up_on_the_first_leads_to_Okta()
    {
        var terminator = new WaitingTerminator();
        await using var app = await new SomeApp { Services = services => services.AddSingleton<ISessionTerminator>(terminator) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();
        using var hangUp = new CancellationTokenSource();
        var first = app.Http.SendAsync(Press(browser), hangUp.Token);
        await terminator.Began;
        await hangUp.CancelAsync();
        terminator.GoOn();

        // The page is written all the same, to nobody or to a connection that is just being closed.
        await Record.ExceptionAsync(() => first);

        app.Clock.Advance(BetweenPresses);

        (await SignOutPage.PressAsync(again)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_press_that_another_node_receives_leads_to_Okta()
    {
        var shared = new SharedState();
        await using var a = await shared.StartNodeAsync();
        await using var b = await shared.StartNodeAsync();
        var browser = await a.SignedInBrowserAsync();
        var again = browser.CopyAt(b);

        await SignOutPage.PressAsync(browser);
        shared.Clock.Advance(BetweenPresses);

        (await SignOutPage.PressAsync(again)).ShouldLeadToOkta(shared.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task Where_the_first_press_removed_the_ticket_from_the_server_the_page_leads_to_Okta_or_says_that_Okta_may_be_open()
    {
        await using var app = await new SomeApp { Services = TicketsOnTheServer.AddTo }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();

        await SignOutPage.PressAsync(browser);
        app.Clock.Advance(BetweenPresses);
        var second = await SignOutPage.PressAsync(again);

        (second.IdTokenHint == app.Okta.IssuedIdTokens.Single() || second.SaysThatOktaMayBeOpen).Should().BeTrue();
    }

    [Fact]
    public async Task The_second_press_ends_nobody_else()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var again = browser.Copy();
        var (sid, sub) = (app.Okta.Claims["sid"], app.Okta.Claims["sub"]);
        (app.Okta.Claims["sid"], app.Okta.Claims["sub"]) = ("idx2other", "00u2other");
        var other = await app.SignedInBrowserAsync();
        (app.Okta.Claims["sid"], app.Okta.Claims["sub"]) = (sid, sub);

        await browser.PostAsync("/signout");
        await again.PostAsync("/signout");

        (await other.IsSignedInAsync()).Should().BeTrue();
    }

    private static HttpRequestMessage Press(Browser browser)
    {
        var url = new Uri(RunningApp.Origin, "/signout");
        return new(HttpMethod.Post, url)
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" }, { "Cookie", browser.Cookies.HeaderFor(url) } },
            Content = new FormUrlEncodedContent([]),
        };
    }
}
