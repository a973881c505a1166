using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>GET /signout.</summary>
public sealed class ConfirmationPage
{
    [Fact]
    public async Task It_ends_nothing()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var calls = app.Okta.Calls.Count;

        var response = await browser.GetAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Okta.Calls.Should().HaveCount(calls);
    }

    [Fact]
    public async Task Its_form_signs_out_a_browser_that_sends_no_fetch_metadata()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var form = await HtmlForm.ReadAsync(await browser.GetAsync("/signout"));

        // Under Referrer-Policy: no-referrer a browser names no origin, not even its own.
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action)
        {
            Headers = { { "Origin", "null" } },
            Content = new FormUrlEncodedContent(form.Fields),
        };
        var response = await browser.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Its_form_carries_the_return_path_on()
    {
        await using var app = await new SomeApp().StartAsync();

        var form = await HtmlForm.ReadAsync(await app.NewBrowser().GetAsync("/signout?returnUrl=%2Fbye%3Fx%3D%22%3Cb%3E"));

        form.Fields["returnUrl"].Should().Be("/bye?x=%22%3Cb%3E");
    }

    [Fact]
    public async Task It_gives_the_log_nothing_to_warn_of()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Logs.Clear();

        var response = await app.NewBrowser().GetAsync("/signout");

        response.Headers.CacheControl!.ToString().Should().Be("no-store");
        app.Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Warning).Select(record => record.Message).Should().BeEmpty();
    }

    [Theory]
    [InlineData("?returnUrl=https://evil.com")]
    [InlineData("?returnUrl=//evil.com")]
    [InlineData("?returnUrl=/a&returnUrl=/b")]
    [InlineData("?returnUrl=")]
    [InlineData("")]
    public async Task Its_form_carries_nothing_else_on(string query)
    {
        await using var app = await new SomeApp().StartAsync();

        var form = await HtmlForm.ReadAsync(await app.NewBrowser().GetAsync("/signout" + query));

        form.Fields.Keys.Should().Equal("__RequestVerificationToken");
    }

    [Fact]
    public async Task It_is_never_cached_or_framed_and_runs_no_script()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().GetAsync("/signout");

        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
        response.Header("X-Frame-Options").Should().Be("DENY", "the antiforgery service's SAMEORIGIN would contradict the policy");
        response.Header("Content-Security-Policy").Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.NotContain("script-src");
        (await response.Content.ReadAsStringAsync()).Should().NotContain("<script");
    }

    [Fact]
    public async Task Its_policy_lets_the_form_lead_on_to_okta()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().GetAsync("/signout");

        response.Header("Content-Security-Policy").Should().Contain("form-action 'self' https://example.okta.com https:");
    }

    [Fact]
    public async Task Its_form_posts_below_the_path_base()
    {
        await using var app = await new SomeApp { First = host => host.UsePathBase("/b\u00e4se") }.StartAsync();

        var form = await HtmlForm.ReadAsync(await app.NewBrowser().GetAsync("/b%C3%A4se/signout"));

        form.Action.Should().Be("/b%C3%A4se/signout");
    }

    [Theory]
    [InlineData("HEAD", "/signout")]
    [InlineData("PUT", "/signout")]
    [InlineData("DELETE", "/signout")]
    [InlineData("OPTIONS", "/signout")]
    [InlineData("HEAD", "/signout/complete")]
    [InlineData("POST", "/signout/complete")]
    public async Task Other_methods_are_not_allowed(string method, string path)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(new(new HttpMethod(method), path));

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Contain("GET");
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }
}
