namespace Okta.Logout.EndToEnd.Tests;

/// <summary>
/// The app in Okta's hidden frame is of another site than the page around it, and browsers may withhold its cookie there. Whether this one does is part
/// of the test: the home page of the signed-in app says in a frame of Okta's page who it takes the user for.
/// </summary>
public sealed class SingleLogoutAcrossSites(DemoFixture fixture) : BrowserTest(fixture)
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory();

    [Fact]
    public Task It_works_where_third_party_cookies_are_blocked() => ItWorksAsync(blocked: true, frameOfApp: "You are signed out");

    [Fact]
    public Task It_works_where_third_party_cookies_are_allowed() => ItWorksAsync(blocked: false, frameOfApp: "You are signed in");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _profile.Delete(recursive: true);
    }

    private async Task ItWorksAsync(bool blocked, string frameOfApp)
    {
        await using var apps = await AppsOnOwnSites.StartAsync();
        await using var browser = await LaunchAsync(_profile.FullName, blocked);
        var page = await browser.NewPageAsync();
        await SignInHereAsync(page, apps.AppTwo);
        await SignInHereAsync(page, apps.AppOne);
        await ShouldShowInAFrameAsync(page, apps.Okta, apps.AppTwo, frameOfApp);

        await page.GotoAsync(apps.AppOne);
        await PressSignOutAsync(page);
        await ShouldEndSignedOutAsync(page);

        await page.GotoAsync(apps.AppTwo);
        await ShouldShowAsync(page, "You are signed out");
    }

    private static async Task SignInHereAsync(IPage page, string app)
    {
        await page.GotoAsync($"{app}/signin");
        if (new Uri(page.Url).AbsolutePath == "/login")
            await page.ClickAsync($"button.person[value='{Ada}']");
        await ShouldShowAsync(page, "You are signed in");
        new Uri(page.Url).Authority.Should().Be(new Uri(app).Authority);
    }

    private static async Task ShouldShowInAFrameAsync(IPage page, string okta, string app, string text)
    {
        await page.GotoAsync(okta);
        await page.EvaluateAsync("url => document.body.append(Object.assign(document.createElement('iframe'), { src: url }))", app);
        await Assertions.Expect(page.FrameLocator("iframe").GetByText(text)).ToBeVisibleAsync();
    }
}
