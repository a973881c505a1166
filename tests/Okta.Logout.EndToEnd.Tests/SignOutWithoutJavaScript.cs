namespace Okta.Logout.EndToEnd.Tests;

public sealed class SignOutWithoutJavaScript(DemoFixture fixture) : BrowserTest(fixture)
{
    protected override BrowserNewContextOptions Options => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task A_second_button_ends_the_Okta_session()
    {
        await SignInAsync(Demo.AppOne);
        var session = await SessionIdAsync(Demo.AppOne);

        await PressSignOutAsync(Page);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(Demo.Okta)).Sessions.Should().NotContain(known => known.Sid == session);
    }

    [Fact]
    public async Task The_app_is_signed_out_before_the_second_button_is_pressed()
    {
        await SignInAsync(Demo.AppOne);

        await PressSignOutAsync(Page);
        await ShouldShowAsync(Page, "You are signed out of this app");

        (await StatusAsync($"{Demo.AppOne}/me")).Should().Be(401);
    }
}
