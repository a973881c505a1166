namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The page that the demo tells its users to open.</summary>
public sealed class DemoStage(DemoFixture fixture) : BrowserTest(fixture)
{
    private IFrameLocator One => Page.FrameLocator("iframe[title='Web App One']");

    private IFrameLocator Two => Page.FrameLocator("iframe[title='Web App Two']");

    [Fact]
    public async Task The_link_that_the_demo_prints_opens_with_both_apps_signed_in()
    {
        await Page.GotoAsync(Demo.Start);

        await BothShouldShowAsync("Ada Lovelace");
    }

    [Fact]
    public async Task Signing_out_of_one_app_turns_both_and_leaves_the_stage_open()
    {
        await OpenAsync();

        var window = await Page.RunAndWaitForPopupAsync(() => One.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync());

        await BothShouldShowAsync("You are signed out");
        await ShouldCloseAsync(window);
    }

    [Theory]
    [InlineData("Universal Logout", "universal-logout", 204)]
    [InlineData("Back-channel logout", "back-channel-logout", 200)]
    [InlineData("Send session-revoked", "session-revoked", 202)]
    public async Task A_button_of_the_administrator_turns_both_and_shows_each_answer(string button, string signal, int answer)
    {
        await OpenAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        await BothShouldShowAsync("You are signed out");
        await Assertions.Expect(Page.Locator(".answers li").Nth(0)).ToContainTextAsync($"{answer} Web App One {signal}");
        await Assertions.Expect(Page.Locator(".answers li").Nth(1)).ToContainTextAsync($"{answer} Web App Two {signal}");
        await TheNextSecondAsync();
    }

    [Fact]
    public async Task The_stage_can_start_over()
    {
        await OpenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Back-channel logout" }).ClickAsync();
        await BothShouldShowAsync("You are signed out");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Start over" }).ClickAsync();

        await BothShouldShowAsync("Ada Lovelace");
    }

    [Fact]
    public async Task An_app_that_is_signed_out_can_be_signed_in_to_again_on_the_stage()
    {
        await OpenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Back-channel logout" }).ClickAsync();
        await BothShouldShowAsync("You are signed out");

        var window = await Page.RunAndWaitForPopupAsync(() => Two.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync());
        await window.ClickAsync($"button.person[value='{Alan}']");

        await Assertions.Expect(Two.GetByText("Alan Turing")).ToBeVisibleAsync();
        await Assertions.Expect(One.GetByText("You are signed out")).ToBeVisibleAsync();
    }

    private async Task OpenAsync()
    {
        await Page.GotoAsync(Demo.Start);
        await BothShouldShowAsync("Ada Lovelace");
    }

    private async Task BothShouldShowAsync(string text)
    {
        await Assertions.Expect(One.GetByText(text)).ToBeVisibleAsync();
        await Assertions.Expect(Two.GetByText(text)).ToBeVisibleAsync();
    }

    private static async Task ShouldCloseAsync(IPage window)
    {
        var closed = new TaskCompletionSource();
        window.Close += (_, _) => closed.TrySetResult();
        if (!window.IsClosed)
            await closed.Task.WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
    }
}
