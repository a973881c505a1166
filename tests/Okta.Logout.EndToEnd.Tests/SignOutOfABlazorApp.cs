using System.Collections.Concurrent;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The sample of a Blazor app, whose pages are static, interactive on the server, in WebAssembly, and one after the other.</summary>
public sealed class SignOutOfABlazorApp(DemoFixture fixture) : BrowserTest(fixture)
{
    public static TheoryData<string, string> InteractivePages => new()
    {
        { "server", "Server" },
        { "wasm", "WebAssembly" },
        { "auto", "Server" },
        { "auto", "WebAssembly" },
    };

    public static TheoryData<string> AllPages => ["", "server", "wasm", "auto"];

    [Theory]
    [MemberData(nameof(InteractivePages))]
    public async Task A_form_in_a_component_ends_the_session_of_the_app_and_of_Okta(string path, string renderer)
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        await OpenInteractiveAsync(app, path, renderer);

        await PressAsync("Sign out by the form of the component");

        await ShouldBeSignedOutEverywhereAsync(app);
        problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(InteractivePages))]
    public async Task Code_of_a_component_ends_the_session_of_the_app_and_of_Okta(string path, string renderer)
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        await OpenInteractiveAsync(app, path, renderer);

        await PressAsync("Sign out by code of the component");

        await ShouldBeSignedOutEverywhereAsync(app);
        problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task The_enhanced_form_of_the_layout_ends_the_session_of_the_app_and_of_Okta(string path)
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        await OpenAsync(app, path);

        await PressSignOutAsync(Page);

        await ShouldBeSignedOutEverywhereAsync(app);
        problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_page_whose_session_an_administrator_ends_goes_to_the_signed_out_page(string path)
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        await OpenAsync(app, path);

        await EndByAnAdministratorAsync(app);

        await ShouldEndSignedOutAsync(Page);
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_automatic_page_that_has_switched_to_WebAssembly_goes_there_too()
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        await OpenInteractiveAsync(app, "auto", "WebAssembly");

        await EndByAnAdministratorAsync(app);

        await ShouldEndSignedOutAsync(Page);
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_sign_out_in_one_page_ends_the_pages_of_all_render_modes()
    {
        await using var app = await StartAsync();
        var pages = new List<IPage>();
        foreach (var (path, renderer) in new[] { ("server", "Server"), ("wasm", "WebAssembly") })
        {
            var page = await Browser.NewPageAsync();
            await page.GotoAsync($"{app.Origin}/{path}");
            await ShouldRunAsAsync(page, renderer);
            pages.Add(page);
        }

        await Page.BringToFrontAsync();
        await Page.ReloadAsync();
        await PressSignOutAsync(Page);

        await ShouldBeSignedOutEverywhereAsync(app);
        foreach (var page in pages)
            await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task An_enhanced_link_to_the_confirmation_ends_nothing_and_is_followed_by_a_page_load()
    {
        await using var app = await StartAsync();
        var problems = ProblemsOf(Page);
        var posts = new ConcurrentQueue<string>();
        Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.Contains("/signout", StringComparison.Ordinal))
                posts.Enqueue(request.Url);
        };
        await OpenAsync(app, "");

        await Page.GetByText("Ask before signing out").ClickAsync();
        await ShouldShowAsync(Page, "Sign out?");
        posts.Should().BeEmpty();
        (await StatusAsync($"{app.Origin}/me")).Should().Be(200);
        await PressSignOutAsync(Page);

        await ShouldBeSignedOutEverywhereAsync(app);
        posts.Should().Equal($"{app.Origin}/signout");
        problems.Should().BeEmpty();
    }

    private static ConcurrentQueue<string> ProblemsOf(IPage page)
    {
        var problems = new ConcurrentQueue<string>();
        page.PageError += (_, error) => problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                problems.Enqueue($"{message.Location}: {message.Text}");
        };
        return problems;
    }

    private async Task<SampleProcess> StartAsync()
    {
        var app = await SampleProcess.StartAsync("BlazorApp");
        await SignInAsync(app.Origin);
        return app;
    }

    private Task OpenAsync(SampleProcess app, string path) => path switch
    {
        "" => Page.RunAndWaitForResponseAsync(() => Page.ReloadAsync(), $"{app.Origin}/signout/session"),
        "wasm" => OpenInteractiveAsync(app, path, "WebAssembly"),
        _ => OpenInteractiveAsync(app, path, "Server"),
    };

    private async Task OpenInteractiveAsync(SampleProcess app, string path, string renderer)
    {
        // The browser has WebAssembly from then on, so that an automatic page needs no circuit any more.
        if ((path, renderer) == ("auto", "WebAssembly"))
            await OpenInteractiveAsync(app, "wasm", renderer);
        await Page.GotoAsync($"{app.Origin}/{path}");
        await ShouldRunAsAsync(Page, renderer);
        await PressAsync("Count");
        await Assertions.Expect(Page.Locator("#count")).ToHaveTextAsync("1");
    }

    private static async Task ShouldRunAsAsync(IPage page, string renderer)
    {
        await Assertions.Expect(page.Locator("#renderer")).ToHaveTextAsync(renderer);
        await Assertions.Expect(page.Locator("#user")).ToHaveTextAsync("Ada Lovelace");
    }

    private async Task EndByAnAdministratorAsync(SampleProcess app)
    {
        var admin = await OpenOtherBrowserAsync();
        await admin.GotoAsync($"{app.Okta}/admin");
        await admin.GetByRole(AriaRole.Form, new() { Name = "Ada Lovelace" }).GetByRole(AriaRole.Button, new() { Name = "Universal Logout" }).ClickAsync();
    }

    private async Task PressAsync(string button) => await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private async Task ShouldBeSignedOutEverywhereAsync(SampleProcess app)
    {
        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be(app.Origin + "/");
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }
}
