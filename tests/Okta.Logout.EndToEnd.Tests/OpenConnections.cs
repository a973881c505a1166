namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Pages that are looked at while their session ends, on nodes behind a proxy without sticky sessions.</summary>
public sealed class OpenConnections(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_sign_out_on_any_node_ends_what_is_open_on_all_of_them()
    {
        await using var app = await StartAsync(2);
        await SignInAsync(app.Origin);
        var events = await OpenOnEachNodeAsync(app, "/events-page");
        var hubs = await OpenOnEachNodeAsync(app, "/hub-page");
        var circuits = await OpenOnEachNodeAsync(app, "/circuit-page");

        await Page.BringToFrontAsync();
        await Page.GotoAsync(app.Origin);
        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        foreach (var page in events)
            await ShouldShowAsync(page, "signed out, closed for good");
        foreach (var page in hubs)
            await ShouldShowAsync(page, "closed");
        foreach (var page in circuits)
            await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task A_page_that_does_not_leave_has_no_user_and_runs_nothing_any_more()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1");
        await page.EvaluateAsync("() => { Blazor._internal.navigationManager.navigateTo = () => {}; }");

        await EndAsync(app);

        await Assertions.Expect(page.Locator("#user")).ToHaveTextAsync("nobody");
        await page.ClickAsync("button", new() { Force = true });
        await ShouldTryToReconnectAsync(page);
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task A_circuit_that_was_disconnected_at_the_sign_out_does_not_come_back_signed_in()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        app.IsCut = true;
        await ShouldTryToReconnectAsync(page);
        await EndAsync(app);

        app.IsCut = false;

        await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task A_circuit_that_another_user_reconnects_ends()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        app.IsCut = true;
        await ShouldTryToReconnectAsync(page);
        var other = await OpenOtherBrowserAsync();
        await SignInAsync(other, app.Origin, Alan);
        await Browser.ClearCookiesAsync();
        await Browser.AddCookiesAsync((await other.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));

        app.IsCut = false;

        await ShouldBeAtAsync(page, $"{app.Origin}/");
    }

    [Fact]
    public async Task A_paused_circuit_of_an_ended_session_does_not_resume()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        await PauseAsync(page);
        await EndAsync(app);

        await ResumeAsync(page);

        await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task A_paused_circuit_does_not_resume_for_another_user()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        await PauseAsync(page);
        await EndAsync(app);
        await SignInAsync(app.Origin, Alan);

        await ResumeAsync(page);

        await ShouldBeAtAsync(page, $"{app.Origin}/");
    }

    [Fact]
    public async Task A_paused_circuit_resumes_while_its_session_goes_on()
    {
        await using var app = await StartAsync(1);
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, "/circuit-page");
        await PauseAsync(page);

        await ResumeAsync(page);

        await Assertions.Expect(page.Locator("#user")).ToHaveTextAsync(Ada);
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("1");
        new Uri(page.Url).AbsolutePath.Should().Be("/circuit-page");
    }

    private static async Task PauseAsync(IPage page) => (await page.EvaluateAsync<bool>("() => Blazor.pauseCircuit()")).Should().BeTrue();

    // The page may leave before the call returns.
    private static async Task ResumeAsync(IPage page) => await page.EvaluateAsync("() => { Blazor.resumeCircuit(); }");

    private static Task<NodesBehindAProxy> StartAsync(int nodes) => NodesBehindAProxy.StartAsync(nodes, OpenPages.AddServices, OpenPages.Map);

    private async Task<IPage> OpenAsync(NodesBehindAProxy app, string path)
    {
        var page = await Browser.NewPageAsync();
        await page.GotoAsync(app.Origin + path);
        await Assertions.Expect(page.Locator("#node")).ToContainTextAsync("node-");
        return page;
    }

    private async Task<IReadOnlyCollection<IPage>> OpenOnEachNodeAsync(NodesBehindAProxy app, string path)
    {
        var pages = new Dictionary<string, IPage>(StringComparer.Ordinal);
        while (pages.Count < 2)
        {
            var page = await OpenAsync(app, path);
            if (!pages.TryAdd((await page.Locator("#node").TextContentAsync())!, page))
                await page.CloseAsync();
        }

        return pages.Values;
    }

    // By a page of the same browser, or of a copy of it.
    private async Task EndAsync(NodesBehindAProxy app)
    {
        await Page.GotoAsync(app.Origin);
        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);
    }

    private static Task ShouldTryToReconnectAsync(IPage page) => Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeAttachedAsync();
}
