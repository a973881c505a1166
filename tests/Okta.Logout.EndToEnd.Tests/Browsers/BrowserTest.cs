using System.Net.Http.Json;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A test in a new browser without any cookie.</summary>
[Collection(DemoCollection.Name)]
public abstract class BrowserTest(DemoFixture fixture) : IAsyncLifetime
{
    protected const string Ada = "00u1lovelaceada01815";
    protected const string Alan = "00u1turingalan001912";

    private IBrowserContext? _browser;
    private IPage? _page;
    private IBrowserContext? _other;

    protected static HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    protected DemoProcess Demo => fixture.Demo;

    protected IBrowserContext Browser => _browser!;

    protected IPage Page => _page!;

    protected virtual BrowserNewContextOptions Options => new();

    public async Task InitializeAsync()
    {
        _browser = await fixture.Browser.NewContextAsync(Options);
        _browser.SetDefaultTimeout(DemoFixture.Patience);
        _page = await _browser.NewPageAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await Browser.CloseAsync();
        if (_other is not null)
            await _other.CloseAsync();
    }

    /// <summary>The browser of somebody else, or of the same user on another machine.</summary>
    protected async Task<IPage> OpenOtherBrowserAsync()
    {
        _other = await fixture.Browser.NewContextAsync(Options);
        _other.SetDefaultTimeout(DemoFixture.Patience);
        return await _other.NewPageAsync();
    }

    protected Task<IBrowserContext> LaunchAsync(string profile, bool blockThirdPartyCookies) => fixture.LaunchAsync(profile, blockThirdPartyCookies);

    protected Task<IBrowserContext> LaunchWithBackForwardCacheAsync(string profile, params string[] flags) => fixture.LaunchWithBackForwardCacheAsync(profile, flags);

    protected Task SignInAsync(string app, string user = Ada) => SignInAsync(Page, app, user);

    protected static async Task SignInAsync(IPage page, string app, string user = Ada)
    {
        await GoThroughSignInAsync(page, app, user);
        (await StatusAsync(page.Context, $"{app}/me")).Should().Be(200);
    }

    protected static async Task GoThroughSignInAsync(IPage page, string app, string user = Ada)
    {
        await page.GotoAsync($"{app}/signin");
        if (new Uri(page.Url).AbsolutePath == "/login")
            await page.ClickAsync($"button.person[value='{user}']");
        await ShouldBeAtAsync(page, $"{app}/");
    }

    protected static Task PressSignOutAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

    /// <summary>Back at a page of the app: the pages on the way say more than these words.</summary>
    protected static Task ShouldEndSignedOutAsync(IPage page) =>
        Assertions.Expect(page.GetByText("You are signed out", new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>Asks again and again, because a wait for an event of the page can miss one that fires as the wait begins.</summary>
    protected static Task ShouldBeAtAsync(IPage page, string url) => Assertions.Expect(page).ToHaveURLAsync(url);

    protected static Task ShouldShowAsync(IPage page, string text) => Assertions.Expect(page.GetByText(text)).ToBeVisibleAsync();

    /// <summary>What this browser's cookies get, outside of any page.</summary>
    protected Task<int> StatusAsync(string url) => StatusAsync(Browser, url);

    protected static async Task<int> StatusAsync(IBrowserContext browser, string url) => (await browser.APIRequest.GetAsync(url)).Status;

    /// <summary>Times in tokens are in seconds, so a session that begins in the same second as a sign-out of all sessions ends, too.</summary>
    protected Task TheNextSecondAsync() => TheClockOfAsync(Page, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() * 1000 + 1000);

    /// <summary>Browsers keep the time of the pages' own timers.</summary>
    protected static Task TheClockOfAsync(IPage page, long milliseconds) => page.WaitForFunctionAsync($"() => Date.now() >= {milliseconds}");

    protected async Task<string> SessionIdAsync(string app)
    {
        var me = await (await Browser.APIRequest.GetAsync($"{app}/me")).JsonAsync();
        return me!.Value.GetProperty("sid").GetString()!;
    }

    protected static async Task<OktaState> StateOfAsync(string okta) => (await Http.GetFromJsonAsync<OktaState>($"{okta}/api/state"))!;
}
