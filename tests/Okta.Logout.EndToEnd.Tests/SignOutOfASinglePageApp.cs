using System.Collections.Concurrent;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The sample of a single-page app, whose pages have the script of the library, a strict policy, and a service worker.</summary>
public sealed class SignOutOfASinglePageApp(DemoFixture fixture) : BrowserTest(fixture)
{
    private const string WithoutStream = "self.EventSource = class extends EventTarget { close() {} };";

    private const string LookAtAgain = "() => document.dispatchEvent(new Event('visibilitychange'))";

    // The end of the twenty seconds that the last request may take is up to the test.
    private const string KeepTimeout = "const wait = setTimeout; self.setTimeout = (work, time) => wait(time === 20_000 ? self.endTimeout = work : work, time);";
    private const string EndTimeout = "() => self.endTimeout()";

    [Fact]
    public async Task The_script_ends_the_session_at_okta_without_an_error_and_without_seeing_the_id_token()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var problems = ProblemsOf(Page);
        var answer = Page.WaitForResponseAsync(response => response.Request.Method == "POST" && response.Url == app.Origin + "/signout");

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        Page.Url.Should().Be(app.Origin + "/");
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
        (await answer).Status.Should().Be(200);
        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_app_that_never_answers_gives_the_button_back()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, KeepTimeout);
        var arrived = await HoldOneAsync(page, "**/signout");
        await PressSignOutAsync(page);
        await arrived;

        await page.EvaluateAsync(EndTimeout);

        await ShouldShowAsync(page, "The app cannot be reached. Try again.");
        await PressSignOutAsync(page);
        await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task A_question_that_never_gets_its_answer_holds_up_the_next_one_only_for_a_time()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var page = await OpenAsync(app, WithoutStream + KeepTimeout);
        var arrived = await HoldOneAsync(page, "**/signout/session");
        await page.EvaluateAsync(LookAtAgain);
        await arrived;
        await EndElsewhereAsync(app);
        await page.EvaluateAsync(LookAtAgain);

        await page.EvaluateAsync(EndTimeout);

        await ShouldEndSignedOutAsync(page);
    }

    [Fact]
    public async Task A_service_worker_that_answers_page_loads_leaves_the_sign_out_to_the_browser()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        await Page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await Page.ReloadAsync();
        (await Page.EvaluateAsync<bool>("() => navigator.serviceWorker.controller !== null")).Should().BeTrue();
        var answeredByTheWorker = new ConcurrentQueue<string>();
        Page.Response += (_, response) =>
        {
            if (response.FromServiceWorker)
                answeredByTheWorker.Enqueue(new Uri(response.Url).AbsolutePath);
        };

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
        answeredByTheWorker.Should().Contain("/").And.NotContain(path => path.StartsWith("/signout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_other_pages_of_the_browser_follow_and_do_not_sign_in_again()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var other = await OpenAsync(app);
        var visited = new ConcurrentQueue<string>();
        other.FrameNavigated += (_, frame) => visited.Enqueue(frame.Url);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        await ShouldEndSignedOutAsync(other);
        visited.Should().AllBe(app.Origin + "/");
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_page_without_a_stream_follows_by_the_message_of_another_page()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var other = await OpenAsync(app, WithoutStream);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(other);
    }

    [Fact]
    public async Task A_session_that_ends_elsewhere_is_over_in_the_page_at_once()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);

        await EndElsewhereAsync(app);

        await ShouldEndSignedOutAsync(Page);
    }

    /// <summary>Only the event that a browser raises when it restores a page, for this browser keeps none.</summary>
    [Fact]
    public async Task A_page_that_the_back_button_restores_asks_and_leaves()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var restored = await OpenAsync(app, WithoutStream);
        await Page.GotoAsync("about:blank");
        await EndElsewhereAsync(app);
        await ShouldShowAsync(restored, "Signed in as");

        await restored.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await ShouldEndSignedOutAsync(restored);
    }

    /// <summary>The whole way, in a browser that does keep the page.</summary>
    [Fact]
    public async Task The_back_button_leads_to_no_page_of_an_ended_session()
    {
        var profile = Directory.CreateTempSubdirectory();
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await using (var browser = await LaunchWithBackForwardCacheAsync(profile.FullName))
        {
            var page = await browser.NewPageAsync();
            await SignInAsync(page, app.Origin);
            await ShouldShowAsync(page, "Signed in as");
            await page.EvaluateAsync("() => addEventListener('pageshow', event => sessionStorage.setItem('persisted', event.persisted))");

            // A worker that takes a page over after it was left lets the browser forget it.
            await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
            await page.GotoAsync(app.Okta);
            await EndElsewhereAsync(browser, app);

            await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });

            await ShouldEndSignedOutAsync(page);
            (await page.EvaluateAsync<string?>("() => sessionStorage.getItem('persisted')")).Should().Be("true", "the browser has kept the page");
        }

        profile.Delete(recursive: true);
    }

    [Fact]
    public async Task A_restored_page_whose_session_goes_on_stays()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        await MarkAsync(Page);

        await Page.RunAndWaitForResponseAsync(
            () => Page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"), $"{app.Origin}/signout/session");

        await ShouldShowAsync(Page, "Signed in as");
        (await IsMarkedAsync(Page)).Should().BeTrue("it was not loaded again");
    }

    [Fact]
    public async Task A_restored_page_of_one_user_does_not_stay_for_another_one()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var restored = await OpenAsync(app, WithoutStream);
        var someone = await OpenOtherBrowserAsync();
        await SignInAsync(someone, app.Origin, Alan);
        await Browser.ClearCookiesAsync();
        await Browser.AddCookiesAsync((await someone.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));

        await restored.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await ShouldShowAsync(restored, "Alan");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("'signed-out'")]
    [InlineData("{ type: 'ask', signedIn: false, signedOutUrl: 'https://evil.example' }")]
    [InlineData("['ask']")]
    [InlineData("new Blob(['ask'])")]
    [InlineData("'ask'")]
    public async Task No_message_makes_a_page_leave_whose_session_goes_on(string message)
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        var problems = ProblemsOf(Page);
        await MarkAsync(Page);
        var other = await OpenAsync(app);

        await other.EvaluateAsync($"() => new BroadcastChannel('okta-logout /signout/').postMessage({message})");
        await Page.EvaluateAsync("() => fetch('/signout/session')");

        await ShouldShowAsync(Page, "Signed in as");
        (await IsMarkedAsync(Page)).Should().BeTrue("it was not loaded again");
        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_app_may_show_the_end_in_its_own_way()
    {
        await using var app = await SampleProcess.StartAsync("SinglePageApp");
        await SignInAsync(app.Origin);
        await MarkAsync(Page);
        await Page.EvaluateAsync("() => document.addEventListener('okta-logout:ended', event => { event.preventDefault(); document.title = 'over'; })");

        await EndElsewhereAsync(app);

        await Assertions.Expect(Page).ToHaveTitleAsync("over");
        (await IsMarkedAsync(Page)).Should().BeTrue();
    }

    private static async Task MarkAsync(IPage page) => await page.EvaluateAsync("() => { window.isMarked = true; }");

    private static Task<bool> IsMarkedAsync(IPage page) => page.EvaluateAsync<bool>("() => window.isMarked === true");

    private static ConcurrentQueue<string> ProblemsOf(IPage page)
    {
        var problems = new ConcurrentQueue<string>();
        page.PageError += (_, error) => problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            // The page asks /me whether it is signed in.
            if (message.Type == "error" && !message.Location.Contains("/me", StringComparison.Ordinal))
                problems.Enqueue(message.Text);
        };
        return problems;
    }

    private static async Task<Task> HoldOneAsync(IPage page, string url)
    {
        var arrived = new TaskCompletionSource();
        await page.RouteAsync(url, route => arrived.TrySetResult() ? Task.CompletedTask : route.ContinueAsync());
        return arrived.Task.WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
    }

    private async Task<IPage> OpenAsync(SampleProcess app, string? script = null)
    {
        var page = await Browser.NewPageAsync();
        if (script is not null)
            await page.AddInitScriptAsync(script);
        await page.RunAndWaitForResponseAsync(() => page.GotoAsync(app.Origin), $"{app.Origin}/signout/session");
        await ShouldShowAsync(page, "Signed in as");
        return page;
    }

    private Task EndElsewhereAsync(SampleProcess app) => EndElsewhereAsync(Browser, app);

    // With a copy of the cookies, so that this browser keeps its own.
    private static async Task EndElsewhereAsync(IBrowserContext browser, SampleProcess app)
    {
        var cookies = string.Join("; ", (await browser.CookiesAsync([app.Origin])).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Origin + "/signout") { Headers = { { "Cookie", cookies }, { "Origin", app.Origin } } };
        using var response = await Http.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue();
    }
}
