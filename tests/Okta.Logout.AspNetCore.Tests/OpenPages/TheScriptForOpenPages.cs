using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary><c>GET /signout/okta-logout-1.js</c>.</summary>
public sealed class TheScriptForOpenPages
{
    private const string Path = "/signout/okta-logout-1.js";

    [Fact]
    public async Task Browsers_keep_it_and_never_ask_again()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().GetAsync(Path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/javascript; charset=utf-8");
        response.Header("Cache-Control").Should().Contain("immutable").And.Contain("max-age=31536000");
        response.Header("X-Content-Type-Options").Should().Be("nosniff");
    }

    [Fact]
    public async Task One_that_asks_all_the_same_is_told_that_nothing_has_changed()
    {
        await using var app = await new SomeApp().StartAsync();
        var tag = (await app.NewBrowser().GetAsync(Path)).Headers.ETag!;

        var response = await app.NewBrowser().SendAsync(new(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { tag } } });

        response.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Loading_it_renews_no_cookie()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));

        (await browser.GetAsync(Path)).Headers.Contains("Set-Cookie").Should().BeFalse();
    }
}
