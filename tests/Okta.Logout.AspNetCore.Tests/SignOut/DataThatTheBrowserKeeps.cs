using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the app may have the browser not keep of signed-in users: <c>Cache-Control</c> and <c>Clear-Site-Data</c>.</summary>
public sealed class DataThatTheBrowserKeeps
{
    private const string ClearSiteData = "Clear-Site-Data";

    [Fact]
    public async Task Responses_to_signed_in_users_are_kept_out_of_caches_if_the_app_wants_that()
    {
        await using var app = await new SomeApp { Web = options => options.NoStoreForSignedInUsers = true }.StartAsync();

        (await (await app.SignedInBrowserAsync()).GetAsync("/")).Header("Cache-Control").Should().Be("no-store");

        (await app.NewBrowser().GetAsync("/")).Header("Cache-Control").Should().BeEmpty("nobody is signed in");
    }

    [Fact]
    public async Task By_default_they_are_as_the_app_writes_them()
    {
        await using var app = await new SomeApp().StartAsync();

        (await (await app.SignedInBrowserAsync()).GetAsync("/")).Header("Cache-Control").Should().BeEmpty();
    }

    [Fact]
    public async Task A_header_of_the_app_stays()
    {
        await using var app = await new SomeApp
        {
            Web = options => options.NoStoreForSignedInUsers = true,
            Endpoints = host => host.MapGet("/logo", (HttpContext context) => context.Response.Headers.CacheControl = "private, max-age=60"),
        }.StartAsync();

        (await (await app.SignedInBrowserAsync()).GetAsync("/logo")).Header("Cache-Control").Should().Be("max-age=60, private");
    }

    [Fact]
    public async Task By_default_nothing_is_cleared()
    {
        await using var app = await new SomeApp().StartAsync();

        (await ReturnAsync(await app.SignedInBrowserAsync())).Headers.Contains(ClearSiteData).Should().BeFalse();
    }

    [Fact]
    public async Task The_browser_clears_what_the_options_name_when_it_is_back_from_okta()
    {
        await using var app = await Clearing().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await ReturnAsync(browser);

        response.Header(ClearSiteData).Should().Be("\"cookies\", \"storage\"");
        response.Location().Should().Be("/");
    }

    [Fact]
    public async Task It_clears_nothing_on_the_way_to_okta_because_it_needs_a_cookie_to_come_back()
    {
        await using var app = await Clearing().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout");
        var next = await browser.GetAsync((await response.JsonAsync()).GetProperty("next").GetString()!);

        response.Headers.Contains(ClearSiteData).Should().BeFalse();
        next.Headers.Contains(ClearSiteData).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=forged")]
    public async Task Nobody_else_makes_it_clear_anything(string query)
    {
        await using var app = await Clearing().StartAsync();

        (await (await app.SignedInBrowserAsync()).GetAsync("/signout/complete" + query)).Headers.Contains(ClearSiteData).Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_way_to_okta_the_browser_clears_it_at_once()
    {
        await using var app = await new SomeApp { Web = options => Clear(options, SignOutScope.AppOnly) }.StartAsync();

        (await (await app.SignedInBrowserAsync()).PostAsync("/signout")).Header(ClearSiteData).Should().NotBeEmpty();
        (await (await app.SignedInBrowserAsync()).PostByScriptAsync("/signout")).Header(ClearSiteData).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_prefetch_of_the_return_uses_nothing_up()
    {
        await using var app = await Clearing().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var state = (await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/bye")))).Fields["state"];

        var prefetch = await browser.SendAsync(new(HttpMethod.Get, "/signout/complete?state=" + state) { Headers = { { "Sec-Purpose", "prefetch;prerender" } } });

        prefetch.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        prefetch.Headers.Contains(ClearSiteData).Should().BeFalse();
        (await browser.GetAsync("/signout/complete?state=" + state)).Location().Should().Be("/bye");
    }

    [Theory]
    [InlineData("executionContexts")]
    [InlineData("*")]
    [InlineData("Cookies")]
    [InlineData("")]
    public async Task A_type_that_browsers_do_not_know_stops_the_app(string type)
    {
        var start = () => new SomeApp { Web = options => options.ClearSiteData.Add(type) }.StartAsync();

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage("OL9751: *ClearSiteData*");
    }

    private static SomeApp Clearing() => new() { Web = options => Clear(options, SignOutScope.AppAndOkta) };

    private static void Clear(OktaLogoutWebOptions options, SignOutScope scope)
    {
        options.SignOutScope = scope;
        options.ClearSiteData.UnionWith(["storage", "cookies"]);
    }

    private static async Task<HttpResponseMessage> ReturnAsync(Browser browser)
    {
        var state = (await HtmlForm.ReadAsync(await browser.PostAsync("/signout"))).Fields["state"];
        return await browser.GetAsync("/signout/complete?state=" + state);
    }
}
