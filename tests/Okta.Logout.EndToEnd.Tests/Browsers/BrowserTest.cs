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

    public Task DisposeAsync() => Browser.CloseAsync();

    protected async Task SignInAsync(string app, string user = Ada)
    {
        await Page.GotoAsync($"{app}/signin");
        if (new Uri(Page.Url).AbsolutePath == "/login")
            await Page.ClickAsync($"button.person[value='{user}']");
        await Page.WaitForURLAsync($"{app}/");
        (await StatusAsync($"{app}/me")).Should().Be(200);
    }

    protected static Task PressSignOutAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

    /// <summary>Back at a page of the app: the pages on the way say more than these words.</summary>
    protected static Task ShouldEndSignedOutAsync(IPage page) =>
        Assertions.Expect(page.GetByText("You are signed out", new() { Exact = true })).ToBeVisibleAsync();

    protected static Task ShouldShowAsync(IPage page, string text) => Assertions.Expect(page.GetByText(text)).ToBeVisibleAsync();

    /// <summary>What this browser's cookies get, outside of any page.</summary>
    protected async Task<int> StatusAsync(string url) => (await Browser.APIRequest.GetAsync(url)).Status;

    protected async Task<string> SessionIdAsync(string app)
    {
        var me = await (await Browser.APIRequest.GetAsync($"{app}/me")).JsonAsync();
        return me!.Value.GetProperty("sid").GetString()!;
    }

    protected static async Task<OktaState> StateOfAsync(string okta) => (await Http.GetFromJsonAsync<OktaState>($"{okta}/api/state"))!;
}
