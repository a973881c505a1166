namespace Okta.Logout.EndToEnd.Tests;

public sealed class SignOutOfAnApp(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_button_signs_the_user_out_of_the_app()
    {
        await SignInAsync(Demo.AppOne);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StatusAsync($"{Demo.AppOne}/me")).Should().Be(401);
    }

    [Fact]
    public async Task The_user_comes_back_to_the_page_that_the_form_asked_for()
    {
        await SignInAsync(Demo.AppOne);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{Demo.AppOne}/");
    }

    [Fact]
    public async Task The_user_comes_back_to_the_page_that_a_link_to_the_sign_out_asked_for()
    {
        await SignInAsync(Demo.AppOne);
        await Page.GotoAsync($"{Demo.AppOne}/signout?returnUrl=%2F%3Ffrom%3Dfarewell%23end");

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{Demo.AppOne}/?from=farewell#end");
    }

    [Fact]
    public async Task The_Okta_session_is_gone()
    {
        await SignInAsync(Demo.AppOne);
        var session = await SessionIdAsync(Demo.AppOne);
        (await StateOfAsync(Demo.Okta)).Sessions.Should().Contain(known => known.Sid == session);

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        (await StateOfAsync(Demo.Okta)).Sessions.Should().NotContain(known => known.Sid == session);
    }

    [Fact]
    public async Task Okta_knows_nobody_in_this_browser_afterwards()
    {
        await SignInAsync(Demo.AppOne);

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);
        await Page.GotoAsync(Demo.Okta);

        await ShouldShowAsync(Page, "Nobody is signed in");
    }

    [Fact]
    public async Task The_tokens_of_the_session_are_revoked()
    {
        var before = await ValidTokensAsync();
        await SignInAsync(Demo.AppOne);
        (await ValidTokensAsync()).Should().Be(before + 2);

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        (await ValidTokensAsync()).Should().Be(before);
    }

    [Fact]
    public async Task A_copy_of_the_cookie_is_worth_nothing_afterwards()
    {
        await SignInAsync(Demo.AppOne);
        var copy = string.Join("; ", (await Browser.CookiesAsync([Demo.AppOne])).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        (await StatusWithAsync(copy)).Should().Be(200);

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        (await StatusWithAsync(copy)).Should().Be(401);
    }

    [Fact]
    public async Task The_back_button_shows_nothing_of_the_user()
    {
        await SignInAsync(Demo.AppOne);
        await Page.GotoAsync($"{Demo.AppOne}/protected");
        await ShouldShowAsync(Page, "Ada Lovelace");

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);
        await Page.GoBackAsync();

        // The protected page asks Okta, and Okta asks the user.
        await ShouldShowAsync(Page, "Choose who you are");
    }

    [Fact]
    public async Task Another_user_can_sign_in_after_the_sign_out()
    {
        await SignInAsync(Demo.AppOne);
        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        await SignInAsync(Demo.AppOne, Alan);

        await ShouldShowAsync(Page, "Alan Turing");
    }

    [Fact]
    public async Task Two_tabs_that_sign_out_at_once_both_end_well()
    {
        await SignInAsync(Demo.AppOne);
        var other = await Browser.NewPageAsync();
        await Task.WhenAll(Page.GotoAsync($"{Demo.AppOne}/protected"), other.GotoAsync($"{Demo.AppOne}/protected"));

        await Task.WhenAll(PressSignOutAsync(Page), PressSignOutAsync(other));

        await ShouldEndSignedOutAsync(Page);
        await ShouldEndSignedOutAsync(other);
    }

    [Fact]
    public async Task A_tab_that_was_left_open_signs_out_well_after_another_did()
    {
        await SignInAsync(Demo.AppOne);
        var other = await Browser.NewPageAsync();
        await other.GotoAsync($"{Demo.AppOne}/protected");
        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        await PressSignOutAsync(other);

        await ShouldEndSignedOutAsync(other);
    }

    [Fact]
    public async Task A_user_who_is_not_signed_in_ends_at_the_signed_out_page()
    {
        await Page.GotoAsync($"{Demo.AppOne}/signout");

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{Demo.AppOne}/");
    }

    private async Task<int> ValidTokensAsync() => (await StateOfAsync(Demo.Okta)).Tokens.Count(token => token.Status == "valid");

    private async Task<int> StatusWithAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Demo.AppOne}/me");
        request.Headers.Add("Cookie", cookie);
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
