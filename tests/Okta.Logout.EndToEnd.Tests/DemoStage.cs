namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The page that the demo tells its users to open.</summary>
public sealed class DemoStage(DemoFixture fixture) : BrowserTest(fixture)
{
    private IFrameLocator One => Page.FrameLocator("iframe[title='Web App One']");

    private IFrameLocator Two => Page.FrameLocator("iframe[title='Web App Two']");

    private IFrameLocator SinglePage => Page.FrameLocator("iframe[title='Single Page App']");

    private IFrameLocator Blazor => Page.FrameLocator("iframe[title='Blazor App']");

    private ILocator Console => Page.GetByRole(AriaRole.Region, new() { Name = "A console program and its API" });

    [Fact]
    public async Task The_link_that_the_demo_prints_opens_with_all_apps_signed_in()
    {
        await Page.GotoAsync(Demo.Start);

        await AllShouldShowAsync("Ada Lovelace");
        await ConsoleShouldGetAsync("200 {\"sub\":\"ada.lovelace@example.com\"");
    }

    [Fact]
    public async Task Signing_out_of_one_app_turns_all_that_run_in_the_browser_and_leaves_the_stage_open()
    {
        await OpenAsync();

        var window = await Page.RunAndWaitForPopupAsync(() => One.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync());

        await AllShouldShowAsync("You are signed out");
        await ShouldCloseAsync(window);
        await ConsoleShouldGetAsync("200");
    }

    [Fact]
    public async Task The_console_program_signs_out_in_a_window_and_takes_the_apps_along()
    {
        await OpenAsync();

        var window = await Page.RunAndWaitForPopupAsync(() => Console.GetByRole(AriaRole.Button, new() { Name = "Sign the program out" }).ClickAsync());

        await ShouldShowAsync(window, "You are signed out. You can close this window.");
        await ConsoleShouldGetAsync("Nobody is signed in.");
        await AllShouldShowAsync("You are signed out");
    }

    [Theory]
    [InlineData("Single Page App")]
    [InlineData("Blazor App")]
    public async Task An_app_whose_page_cannot_be_used_in_a_frame_is_signed_out_of_in_a_tab(string app)
    {
        await OpenAsync();

        var tab = await Page.RunAndWaitForPopupAsync(() => Page.GetByRole(AriaRole.Region, new() { Name = app }).GetByRole(AriaRole.Link, new() { Name = "open it in a tab" }).ClickAsync());
        await PressSignOutAsync(tab);

        await AllShouldShowAsync("You are signed out");
    }

    [Theory]
    [InlineData("Universal Logout", "universal-logout", 204, true)]
    [InlineData("Back-channel logout", "back-channel-logout", 200, false)]
    [InlineData("Send session-revoked", "session-revoked", 202, true)]
    public async Task A_button_of_the_administrator_turns_the_apps_and_shows_each_answer(string button, string signal, int answer, bool reachesApis)
    {
        await OpenAsync();
        await ConsoleShouldGetAsync("200");

        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        await AllShouldShowAsync("You are signed out");
        await ConsoleShouldGetAsync(reachesApis ? "401" : "200");
        await Assertions.Expect(Page.Locator(".answers li").Nth(0)).ToContainTextAsync($"{answer} Web App One {signal}");
        await Assertions.Expect(Page.Locator(".answers li").Nth(3)).ToContainTextAsync($"{answer} Blazor App {signal}");
        await TheNextSecondAsync();
    }

    [Fact]
    public async Task A_service_of_the_company_signs_the_user_out_by_Oktas_API()
    {
        await OpenAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Revoke by Okta's API" }).ClickAsync();

        await AllShouldShowAsync("You are signed out");
        await Assertions.Expect(Page.Locator(".answers li").Nth(0)).ToContainTextAsync("204 Web App One universal-logout");
        await TheNextSecondAsync();
    }

    [Fact]
    public async Task The_stage_can_start_over()
    {
        await OpenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Back-channel logout" }).ClickAsync();
        await AllShouldShowAsync("You are signed out");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Start over" }).ClickAsync();

        await AllShouldShowAsync("Ada Lovelace");
    }

    [Fact]
    public async Task An_app_that_is_signed_out_can_be_signed_in_to_again_on_the_stage()
    {
        await OpenAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Back-channel logout" }).ClickAsync();
        await AllShouldShowAsync("You are signed out");

        var window = await Page.RunAndWaitForPopupAsync(() => Two.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync());
        await window.ClickAsync($"button.person[value='{Alan}']");

        await Assertions.Expect(Two.GetByText("Alan Turing")).ToBeVisibleAsync();
        await Assertions.Expect(One.GetByText("You are signed out")).ToBeVisibleAsync();
    }

    private async Task OpenAsync()
    {
        await Page.GotoAsync(Demo.Start);
        await AllShouldShowAsync("Ada Lovelace");
    }

    private async Task AllShouldShowAsync(string text)
    {
        foreach (var app in new[] { One, Two, SinglePage, Blazor })
            await Assertions.Expect(app.GetByText(text).First).ToBeVisibleAsync();
    }

    private Task ConsoleShouldGetAsync(string answer) => Assertions.Expect(Console.Locator(".answers")).ToContainTextAsync(answer);

    private static async Task ShouldCloseAsync(IPage window)
    {
        var closed = new TaskCompletionSource();
        window.Close += (_, _) => closed.TrySetResult();
        if (!window.IsClosed)
            await closed.Task.WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
    }
}
