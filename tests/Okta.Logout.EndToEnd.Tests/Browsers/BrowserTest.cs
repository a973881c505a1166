using System.Net.Http.Json;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A test in a browser that has never been anywhere.</summary>
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

    protected Task SignInAsync(string app, string user = Ada) => SignInAsync(Page, app, user);

    protected static async Task SignInAsync(IPage page, string app, string user = Ada)
    {
        await page.GotoAsync($"{app}/signin");
        if (new Uri(page.Url).AbsolutePath == "/login")
            await page.ClickAsync($"button.person[value='{user}']");
        await page.WaitForURLAsync($"{app}/");
        (await StatusAsync(page.Context, $"{app}/me")).Should().Be(200);
    }

    protected static Task PressSignOutAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

    /// <summary>Back at a page of the app: the pages on the way say more than these words.</summary>
    protected static Task ShouldEndSignedOutAsync(IPage page) =>
        Assertions.Expect(page.GetByText("You are signed out", new() { Exact = true })).ToBeVisibleAsync();

    protected static Task ShouldShowAsync(IPage page, string text) => Assertions.Expect(page.GetByText(text)).ToBeVisibleAsync();

    /// <summary>What this browser's cookies get, outside of any page.</summary>
    protected Task<int> StatusAsync(string url) => StatusAsync(Browser, url);

    protected static async Task<int> StatusAsync(IBrowserContext browser, string url) => (await browser.APIRequest.GetAsync(url)).Status;

    /// <summary>Tokens tell times in seconds: a session that begins in the second in which all of a user's were ended counts as one of them.</summary>
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
