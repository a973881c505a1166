using System.Text.Json;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The script for open pages near the end of a session. The test answers in place of the app, and has the clock of the page.</summary>
public sealed class DeadlinesOfOpenPages(DemoFixture fixture) : BrowserTest(fixture)
{
    private const string RememberStreams = """
        self.streams = [];
        self.EventSource = class extends EventSource {
          constructor(url) {
            super(url);
            streams.push(this);
          }
        };
        """;

    private readonly List<string> _asked = [];
    private int _expiresIn = 300;
    private bool _canExtend = true;
    private bool _signedIn = true;
    private bool _isReachable = true;

    // A service worker would fetch the script and the answers itself.
    protected override BrowserNewContextOptions Options => new() { ServiceWorkers = ServiceWorkerPolicy.Block };

    private ILocator Warning => Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Your session is about to end" });

    [Fact]
    public async Task The_user_is_warned_a_minute_before_the_end_and_can_stay()
    {
        await using var app = await StartAsync();
        await Page.Clock.FastForwardAsync(239_000);
        await Assertions.Expect(Warning).Not.ToBeVisibleAsync();
        _expiresIn = 60;

        await Page.Clock.FastForwardAsync(1_500);

        await Assertions.Expect(Warning).ToBeVisibleAsync();
        var stay = Warning.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" });
        await Assertions.Expect(stay).ToBeFocusedAsync();
        _asked.Should().AllBe("GET", "only the user extends a session");
        await stay.ClickAsync();
        await Assertions.Expect(Warning).Not.ToBeVisibleAsync();
        _asked.Should().Contain("POST");
    }

    [Fact]
    public async Task Every_page_of_the_browser_warns_and_none_does_after_the_user_has_stayed_in_one()
    {
        await using var app = await StartAsync();
        _expiresIn = 60;
        var other = await Browser.NewPageAsync();
        await OpenAsync(other, app);
        var otherWarning = other.GetByRole(AriaRole.Alertdialog);
        await Page.Clock.FastForwardAsync(240_500);
        await Assertions.Expect(Warning).ToBeVisibleAsync();
        await Assertions.Expect(otherWarning).ToBeVisibleAsync();

        await Warning.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(Warning).Not.ToBeVisibleAsync();
        await Assertions.Expect(otherWarning).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deadline_that_cannot_be_postponed_is_said_to_be_so()
    {
        _canExtend = false;
        await using var app = await StartAsync();
        _expiresIn = 60;

        await Page.Clock.FastForwardAsync(240_500);

        await Assertions.Expect(Warning).ToContainTextAsync("This cannot be postponed");
        await Assertions.Expect(Warning.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" })).Not.ToBeVisibleAsync();
        await Warning.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync();
        await Assertions.Expect(Warning).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_laptop_that_wakes_after_the_end_shows_no_signed_in_page()
    {
        await using var app = await StartAsync();
        _signedIn = false;
        await Browser.ClearCookiesAsync();

        await Page.Clock.FastForwardAsync(8 * 3_600_000);

        await ShouldEndSignedOutAsync(Page);
    }

    [Fact]
    public async Task A_page_that_is_looked_at_again_asks()
    {
        await using var app = await StartAsync();
        _signedIn = false;
        await Browser.ClearCookiesAsync();

        await Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");

        await ShouldEndSignedOutAsync(Page);
    }

    [Fact]
    public async Task A_laptop_that_wakes_after_the_end_without_a_network_shows_nothing_until_the_app_answers()
    {
        await using var app = await StartAsync();
        _isReachable = false;
        await Page.Clock.FastForwardAsync(3_600_000);
        await ShouldBeHiddenAsync();
        (await Page.EvaluateAsync<bool>("() => streams.every(stream => stream.readyState === EventSource.CLOSED)")).Should().BeTrue("it would go on to ask for ever");
        _isReachable = true;
        _signedIn = false;
        await Browser.ClearCookiesAsync();

        await Page.Clock.FastForwardAsync(5_500);

        await ShouldEndSignedOutAsync(Page);
    }

    [Fact]
    public async Task A_page_that_was_hidden_comes_back_if_the_session_was_extended_elsewhere()
    {
        await using var app = await StartAsync();
        _isReachable = false;
        await Page.Clock.FastForwardAsync(3_600_000);
        await ShouldBeHiddenAsync();
        _isReachable = true;

        await Page.Clock.FastForwardAsync(5_500);

        await ShouldShowAsync(Page, "Signed in as");
        await Page.WaitForFunctionAsync("() => streams.some(stream => stream.readyState === EventSource.OPEN)");
    }

    [Fact]
    public async Task An_app_that_cannot_be_reached_before_the_end_has_ended_nothing()
    {
        await using var app = await StartAsync();
        _isReachable = false;

        var failed = new TaskCompletionSource();
        Page.RequestFailed += (_, _) => failed.TrySetResult();

        await Page.Clock.FastForwardAsync(241_000);

        await failed.Task.WaitAsync(TimeSpan.FromMilliseconds(DemoFixture.Patience));
        await ShouldShowAsync(Page, "Signed in as");
    }

    [Fact]
    public async Task An_app_may_warn_in_its_own_way()
    {
        await using var app = await StartAsync();
        _expiresIn = 60;
        await Page.EvaluateAsync("() => document.addEventListener('okta-logout:expiring', event => { event.preventDefault(); document.title = `ends, ${event.detail.canExtend}`; })");

        await Page.Clock.FastForwardAsync(240_500);

        await Assertions.Expect(Page).ToHaveTitleAsync("ends, true");
        await Assertions.Expect(Warning).Not.ToBeVisibleAsync();
    }

    private Task ShouldBeHiddenAsync() => Assertions.Expect(Page.GetByText("Signed in as")).Not.ToBeVisibleAsync();

    private async Task<SampleProcess> StartAsync()
    {
        await Page.AddInitScriptAsync(RememberStreams);
        var app = await SampleProcess.StartAsync("SinglePageApp");
        await Browser.RouteAsync("**/signout/session", AnswerAsync);
        await SignInAsync(app.Origin);
        await Page.Clock.InstallAsync();
        await OpenAsync(Page, app);
        return app;
    }

    private static async Task OpenAsync(IPage page, SampleProcess app)
    {
        await page.RunAndWaitForResponseAsync(() => page.GotoAsync(app.Origin), $"{app.Origin}/signout/session");
        await ShouldShowAsync(page, "Signed in as");
    }

    private Task AnswerAsync(IRoute route)
    {
        _asked.Add(route.Request.Method);
        if (!_isReachable)
            return route.AbortAsync("internetdisconnected");
        if (route.Request.Method == "POST")
            _expiresIn = 300;
        var status = new { signedIn = _signedIn, user = _signedIn ? "ada" : null, expiresIn = _signedIn ? _expiresIn : (int?)null, canExtend = _canExtend, signedOutUrl = "/" };
        return route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(status) });
    }
}
