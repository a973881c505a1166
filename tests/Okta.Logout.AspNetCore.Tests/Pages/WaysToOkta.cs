using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The user can always get from the app to Okta, even under a policy of the app, or in a frame.</summary>
public sealed class WaysToOkta
{
    [Fact]
    public async Task A_link_leads_to_okta_and_says_what_it_is_for()
    {
        await using var app = await new SomeApp { First = host => host.Use(ForbidForms) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.Header("Content-Security-Policy").Should().Be("default-src 'self'; form-action 'self'", "the app has the last word");
        var html = await response.Content.ReadAsStringAsync();
        var form = await HtmlForm.ReadAsync(response);
        var link = LinkOf(html);
        link.Should().StartWith(The.EndSessionEndpoint + "?");
        Responses.Query(link).Should().BeEquivalentTo(form.Fields);
        html.Should().Contain("Nothing happens when you press the button?").And.Contain("holds your ID token");
    }

    [Fact]
    public async Task The_link_is_there_where_okta_was_unreachable_too()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Answers[The.RevocationEndpoint] = (_, _) => throw new HttpRequestException("Down.");

        var html = await (await browser.PostAsync("/signout")).Content.ReadAsStringAsync();

        html.Should().Contain("Try again at Okta");
        LinkOf(html).Should().StartWith(The.EndSessionEndpoint + "?id_token_hint=");
    }

    [Fact]
    public async Task An_id_token_too_long_for_a_url_is_in_no_link()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Claims["groups"] = new string('g', 20_000);
        var browser = await app.SignedInBrowserAsync();

        var html = await (await browser.PostAsync("/signout")).Content.ReadAsStringAsync();

        LinkOf(html).Should().Be("https://example.okta.com");
        html.Should().Contain("sign out yourself");
    }

    [Fact]
    public async Task The_page_may_be_shown_in_a_frame_and_leads_out_of_it()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(InFrame(HttpMethod.Post));

        response.Header("Content-Security-Policy").Should().NotContain("frame-ancestors");
        response.Header("X-Frame-Options").Should().BeEmpty();
        var html = await response.Content.ReadAsStringAsync();
        html.Should().MatchRegex("<form target=\"_top\" ").And.MatchRegex("<a href=\"[^\"]+\" target=\"_top\" rel=\"noreferrer\"");
    }

    [Fact]
    public async Task With_redirects_a_link_leads_out_of_the_frame()
    {
        await using var app = await new SomeApp { Web = options => options.EndSessionMethod = EndSessionMethod.Redirect }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(InFrame(HttpMethod.Post));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Header("Content-Security-Policy").Should().NotContain("frame-ancestors");
        var html = await response.Content.ReadAsStringAsync();
        html.Should().Contain("target=\"_top\"").And.NotContain("<form");
        LinkOf(html).Should().StartWith(The.EndSessionEndpoint + "?id_token_hint=");
    }

    [Theory]
    [InlineData("iframe")]
    [InlineData("frame")]
    [InlineData("embed")]
    [InlineData("object")]
    public async Task The_confirmation_in_a_frame_has_nothing_to_press_but_a_way_out(string destination)
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().SendAsync(InFrame(HttpMethod.Get, destination, "/signout?returnUrl=%2Fbye"));

        response.Header("Content-Security-Policy").Should().NotContain("frame-ancestors").And.NotContain("script-src");
        response.Header("X-Frame-Options").Should().BeEmpty();
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
        var html = await response.Content.ReadAsStringAsync();
        html.Should().NotContain("<form").And.NotContain("<button");
        LinkOf(html).Should().Be("/signout?returnUrl=%2Fbye");
    }

    [Fact]
    public async Task Outside_of_a_frame_the_confirmation_can_still_not_be_framed()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().SendAsync(InFrame(HttpMethod.Get, "document"));

        response.Header("X-Frame-Options").Should().Be("DENY");
        response.Header("Content-Security-Policy").Should().Contain("frame-ancestors 'none'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_usable_id_token_the_user_is_told_that_the_okta_session_may_be_open(bool keepsToken)
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.SaveTokens = false,
            Web = options => options.KeepIdToken = keepsToken,
            Services = services => services.ConfigureAll<OktaLogoutOptions>(options => options.ClientId = "another-client"),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout", ("returnUrl", "/bye"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("may still be open").And.Contain("<a href=\"/bye\">").And.NotContain("<form");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task ForbidForms(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; form-action 'self'";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static HttpRequestMessage InFrame(HttpMethod method, string destination = "iframe", string path = "/signout") => new(method, path)
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", "navigate" }, { "Sec-Fetch-Dest", destination } },
    };

    private static string LinkOf(string html) =>
        WebUtility.HtmlDecode(Regex.Matches(html, "<a href=\"([^\"]*)\" target=\"_top\"").Should().ContainSingle().Subject.Groups[1].Value);
}
