using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>GET /signout/continue: a page load that goes on with the sign-out of this browser.</summary>
public sealed class ContinuedSignOuts
{
    [Fact]
    public async Task It_works_once()
    {
        await using var app = await new SomeApp { Web = options => options.SignedOutPath = "/signed-out" }.StartAsync();
        var browser = await SignedOutByHtmxAsync(app);
        await browser.GetAsync("/signout/continue");

        var again = await browser.GetAsync("/signout/continue");

        again.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        again.Location().Should().Be("/signed-out");
    }

    [Theory]
    [InlineData(14, HttpStatusCode.OK)]
    [InlineData(15, HttpStatusCode.SeeOther)]
    public async Task It_works_for_15_minutes(int minutes, HttpStatusCode status)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedOutByHtmxAsync(app);

        // A browser may keep a cookie for longer than it was told.
        var cookie = browser.Cookies.HeaderFor(new Uri(RunningApp.Origin, "/signout/continue"));
        app.Clock.Advance(TimeSpan.FromMinutes(minutes));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(RunningApp.Origin, "/signout/continue")) { Headers = { { "Cookie", cookie } } };

        (await app.Http.SendAsync(request, CancellationToken.None)).StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Another_browser_has_nothing_to_continue()
    {
        await using var app = await new SomeApp().StartAsync();
        await SignedOutByHtmxAsync(app);

        (await app.NewBrowser().GetAsync("/signout/continue")).Location().Should().Be("/");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("chunks-3")]
    [InlineData("CfDJ8AAAAAAAAAAA")]
    [InlineData("")]
    public async Task A_cookie_that_is_none_of_its_own_leads_to_the_default_path(string cookie)
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signout/continue") { Headers = { { "Cookie", $".Okta.Logout.Continue={cookie}" } } };

        (await app.NewBrowser().SendAsync(request)).Location().Should().Be("/");
    }

    [Theory]
    [InlineData("/signout/continue", "Sec-Purpose", "prefetch")]
    [InlineData("/signout/continue", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("/signout/continue", "Purpose", "prefetch")]
    [InlineData("/signout/continue", "X-Sec-Purpose", "prefetch")]
    [InlineData("/signout/complete", "Sec-Purpose", "prefetch")]
    public async Task A_page_that_is_loaded_ahead_uses_nothing_up(string path, string header, string value)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedOutByHtmxAsync(app);
        var state = "";
        if (path == "/signout/complete")
            state = "?state=" + (await HtmlForm.ReadAsync(await browser.GetAsync("/signout/continue"))).Fields["state"];

        var ahead = await browser.SendAsync(new(HttpMethod.Get, path + state) { Headers = { { header, value } } });

        ahead.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        var response = await browser.GetAsync(path + state);
        (path == "/signout/complete" ? response.Location() : (await HtmlForm.ReadAsync(response)).Action)
            .Should().Be(path == "/signout/complete" ? "/bye" : The.EndSessionEndpoint);
    }

    [Theory]
    [InlineData("navigate", "document")]
    [InlineData("same-origin", "empty")]
    public async Task A_service_worker_may_fetch_it(string mode, string destination)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedOutByHtmxAsync(app);

        var response = await browser.SendAsync(new(HttpMethod.Get, "/signout/continue")
        {
            Headers =
            {
                { "Sec-Fetch-Mode", mode },
                { "Sec-Fetch-Dest", destination },
                { "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" },
            },
        });

        (await HtmlForm.ReadAsync(response)).Action.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_script_that_fetches_it_sees_no_id_token()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await SignedOutByHtmxAsync(app);

        var response = await browser.SendAsync(new(HttpMethod.Get, "/signout/continue") { Headers = { { "Sec-Fetch-Mode", "cors" }, { "Accept", "*/*" } } });

        (await response.Content.ReadAsStringAsync()).ShouldHoldNoToken();
    }

    [Fact]
    public async Task It_is_below_the_prefix_and_the_path_base()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.PublicPathBase = "/portal",
            Map = endpoints => endpoints.MapOktaLogout("/account/logout"),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut("htmx", path: "/account/logout"));

        response.Header("HX-Redirect").Should().Be("/portal/account/logout/continue");
    }

    private static async Task<Browser> SignedOutByHtmxAsync(RunningApp app)
    {
        var browser = await app.SignedInBrowserAsync();
        await browser.SendAsync(LibraryRequests.SignOut("htmx", "/bye"));
        return browser;
    }
}
