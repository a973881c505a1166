using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>POST /signout of a browser, as it is by default.</summary>
public sealed class SignOutByForm
{
    [Fact]
    public async Task A_signed_in_user_gets_a_page_whose_form_goes_to_okta()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        var form = await HtmlForm.ReadAsync(response);
        form.Action.Should().Be(The.EndSessionEndpoint);
        form.Fields.Keys.Should().BeEquivalentTo("id_token_hint", "post_logout_redirect_uri", "state");
        form.Fields["id_token_hint"].Should().Be(app.Okta.IssuedIdTokens.Single());
        form.Fields["post_logout_redirect_uri"].Should().Be(The.PostLogoutRedirectUri);
        form.Fields["state"].Should().MatchRegex("^[A-Za-z0-9_-]+$");
    }

    [Fact]
    public async Task The_user_is_signed_out_of_the_app()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await browser.PostAsync("/signout");

        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_of_the_cookie_is_signed_out_too()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();

        await browser.PostAsync("/signout");

        (await thief.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Every_chunk_of_a_large_cookie_is_deleted()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Claims["groups"] = new string('g', 9_000);
        var browser = await app.SignedInBrowserAsync();
        browser.Cookies.Names.Should().Contain(".AspNetCore.CookiesC2");

        await browser.PostAsync("/signout");

        browser.Cookies.Names.Should().NotContain(name => name.StartsWith(".AspNetCore.Cookies", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tokens_are_revoked_the_refresh_token_first()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    [Fact]
    public async Task The_answer_is_never_cached_and_sends_no_referrer()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
        response.Header("X-Content-Type-Options").Should().Be("nosniff");
        response.Header("X-Frame-Options").Should().BeEmpty();
    }

    [Fact]
    public async Task The_policy_of_the_page_allows_its_own_script_and_style_and_nothing_else()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        var html = await response.Content.ReadAsStringAsync();
        response.Header("Content-Security-Policy").Split("; ").Should().BeEquivalentTo(
            "default-src 'none'", $"style-src {HashOf(html, "style")}", $"script-src {HashOf(html, "script")}",
            "form-action 'self' https://example.okta.com https:", "base-uri 'none'");
        html.Should().NotContain("style=").And.NotContain("onload").And.NotContain("src=");
    }

    [Fact]
    public async Task The_page_works_without_javascript()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var html = await (await browser.PostAsync("/signout")).Content.ReadAsStringAsync();

        html.Should().Contain("<button>Continue</button></form>").And.Contain("<noscript>");
    }

    [Fact]
    public async Task A_value_with_markup_stays_a_value()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.SaveTokens = false,
            Services = services => services.ConfigureAll<OktaLogoutOptions>(options =>
            {
                options.RequireIdTokenHint = false;
                options.ClientId = "a\"><img onerror=alert(1) ";
            }),
            Web = options => options.KeepIdToken = false,
        }.StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = The.EndSessionEndpoint + "?a=1&b='";
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        (await response.Content.ReadAsStringAsync()).Should().NotContain("<img").And.NotContain("b='\"");
        var form = await HtmlForm.ReadAsync(response);
        form.Action.Should().Be(The.EndSessionEndpoint + "?a=1&b='");
        form.Fields["client_id"].Should().Be("a\"><img onerror=alert(1) ");
    }

    [Fact]
    public async Task An_anonymous_user_is_sent_to_the_return_path()
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().PostAsync("/signout", ("returnUrl", "/bye"));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Location().Should().Be("/bye");
        app.Okta.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_broken_cookie_is_deleted_and_its_user_sent_to_the_default_path()
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(RunningApp.Origin, "/signout"))
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Cookie", ".AspNetCore.Cookies=chunks-3; .AspNetCore.CookiesC1=x; .AspNetCore.CookiesC2=y" } },
        };

        var response = await app.Http.SendAsync(request, CancellationToken.None);

        response.Location().Should().Be("/");
        response.SetCookie(".AspNetCore.Cookies=").Should().Contain("expires=Thu, 01 Jan 1970");
    }

    [Fact]
    public async Task What_the_request_names_for_okta_is_ignored()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync(
            "/signout?post_logout_redirect_uri=https://evil.com&state=x",
            ("id_token_hint", "evil"), ("post_logout_redirect_uri", "https://evil.com"), ("client_id", "evil"), ("logout_hint", "evil"), ("state", "evil"));

        (await HtmlForm.ReadAsync(response)).Fields.Values.Should().NotContain(value => value.Contains("evil"));
    }

    [Fact]
    public async Task A_query_of_the_endpoint_is_kept()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = The.EndSessionEndpoint + "?x=y&z=1";
        var browser = await app.SignedInBrowserAsync();

        var form = await HtmlForm.ReadAsync(await browser.PostAsync("/signout"));

        form.Action.Should().Be(The.EndSessionEndpoint + "?x=y&z=1");
    }

    [Fact]
    public async Task Two_tabs_both_end_at_a_good_page()
    {
        await using var app = await new SomeApp().StartAsync();
        var first = await app.SignedInBrowserAsync();
        var second = first.Copy();

        (await first.PostAsync("/signout", ("returnUrl", "/bye"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await HtmlForm.ReadAsync(await second.PostAsync("/signout", ("returnUrl", "/bye")))).Action.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task Two_tabs_at_the_same_moment_both_end_at_a_good_page()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        Browser[] tabs = [.. Enumerable.Range(0, 8).Select(_ => browser.Copy())];

        var responses = await Task.WhenAll(tabs.Select(tab => tab.PostAsync("/signout")));

        responses.Should().OnlyContain(response => response.StatusCode == HttpStatusCode.OK || response.StatusCode == HttpStatusCode.SeeOther);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static string HashOf(string html, string element)
    {
        var text = Regex.Match(html, $"<{element}>(.*?)</{element}>").Groups[1].Value;
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }
}
