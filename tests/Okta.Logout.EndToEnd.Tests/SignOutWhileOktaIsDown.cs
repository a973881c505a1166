namespace Okta.Logout.EndToEnd.Tests;

public sealed class SignOutWhileOktaIsDown(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData(EndSessionMethod.FormPost)]
    [InlineData(EndSessionMethod.Redirect)]
    public async Task The_user_is_signed_out_of_the_app_and_told_so_within_three_seconds(EndSessionMethod method)
    {
        await using var app = await TestApp.StartAsync(options => options.EndSessionMethod = method);
        await SignInAsync(app.Origin);
        await app.StopOktaAsync();

        var answer = await Page.RunAndWaitForResponseAsync(() => PressSignOutAsync(Page), response => response.Url == $"{app.Origin}/signout");

        await ShouldShowAsync(Page, "You are signed out of this app");
        await answer.FinishedAsync();
        answer.Request.Timing.ResponseEnd.Should().BeInRange(0, 3_000, "it is in milliseconds");
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
    }

    [Fact]
    public async Task The_user_is_told_that_the_Okta_session_may_still_be_open()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        await app.StopOktaAsync();

        await PressSignOutAsync(Page);

        await ShouldShowAsync(Page, "your Okta session may still be open");
    }

    [Fact]
    public async Task An_app_that_knows_the_endpoints_offers_another_try_in_place_of_a_browser_error()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);
        await SignInAsync(app.Origin);
        await app.StopOktaAsync();

        await PressSignOutAsync(Page);

        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Try again at Okta" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_user_can_go_on_to_a_page_of_the_app()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        await app.StopOktaAsync();
        await PressSignOutAsync(Page);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be($"{app.Origin}/");
    }
}
