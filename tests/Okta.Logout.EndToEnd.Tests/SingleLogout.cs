namespace Okta.Logout.EndToEnd.Tests;

public sealed class SingleLogout(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public Task Signing_out_of_app_one_signs_the_user_out_of_app_two() => SignOutEndsAsync(Demo.AppOne, Demo.AppTwo);

    [Fact]
    public Task Signing_out_of_app_two_signs_the_user_out_of_app_one() => SignOutEndsAsync(Demo.AppTwo, Demo.AppOne);

    [Fact]
    public async Task Signing_out_of_Okta_signs_the_user_out_of_both_apps()
    {
        await SignInAsync(Demo.AppOne);
        await SignInAsync(Demo.AppTwo);
        await Page.GotoAsync(Demo.Okta);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out of Local Okta" }).ClickAsync();

        await ShouldShowAsync(Page, "Nobody is signed in");
        (await StatusAsync($"{Demo.AppOne}/me")).Should().Be(401);
        (await StatusAsync($"{Demo.AppTwo}/me")).Should().Be(401);
    }

    [Fact]
    public async Task An_open_page_of_the_other_app_shows_it_by_itself()
    {
        await SignInAsync(Demo.AppOne);
        var other = await Browser.NewPageAsync();
        await SignInAsync(other, Demo.AppTwo);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(other);
    }

    [Fact]
    public async Task An_open_page_that_asks_for_its_session_does_not_stop_its_own_sign_out()
    {
        await SignInAsync(Demo.AppOne);
        var other = await Browser.NewPageAsync();
        var session = await SessionIdAsync(Demo.AppOne);
        await Page.RouteAsync("**/signout", async route =>
        {
            var answer = await route.FetchAsync();
            await TheClockOfAsync(other, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 2_500);
            await route.FulfillAsync(new() { Response = answer });
        });

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(Demo.Okta)).Sessions.Should().NotContain(known => known.Sid == session, "the sign-out went on to Okta");
    }

    [Fact]
    public async Task The_session_of_another_user_lives_on()
    {
        var other = await OpenOtherBrowserAsync();
        await SignInAsync(other, Demo.AppOne, Alan);
        await SignInAsync(other, Demo.AppTwo, Alan);

        await SignOutEndsAsync(Demo.AppOne, Demo.AppTwo);

        (await StatusAsync(other.Context, $"{Demo.AppOne}/me")).Should().Be(200);
        (await StatusAsync(other.Context, $"{Demo.AppTwo}/me")).Should().Be(200);
    }

    [Fact]
    public async Task The_session_of_the_same_user_in_another_browser_lives_on()
    {
        var other = await OpenOtherBrowserAsync();
        await SignInAsync(other, Demo.AppTwo);

        await SignOutEndsAsync(Demo.AppOne, Demo.AppTwo);

        (await StatusAsync(other.Context, $"{Demo.AppTwo}/me")).Should().Be(200);
    }

    private async Task SignOutEndsAsync(string app, string otherApp)
    {
        await SignInAsync(otherApp);
        await SignInAsync(app);

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        (await StatusAsync($"{otherApp}/me")).Should().Be(401);
    }
}
