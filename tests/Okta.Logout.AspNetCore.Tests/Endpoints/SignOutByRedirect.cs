using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>POST /signout of a browser, with <see cref="EndSessionMethod.Redirect"/>.</summary>
public sealed class SignOutByRedirect
{
    [Fact]
    public async Task The_browser_is_sent_to_okta_with_303()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Location().Should().StartWith(The.EndSessionEndpoint + "?");
        var query = Responses.Query(response.Location());
        query["id_token_hint"].Should().Be(app.Okta.IssuedIdTokens.Single());
        query["post_logout_redirect_uri"].Should().Be(The.PostLogoutRedirectUri);
        query.Should().ContainKey("state").And.HaveCount(3);
    }

    [Fact]
    public async Task The_redirect_is_never_cached_and_sends_no_referrer()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
    }

    [Fact]
    public async Task The_state_leads_back_to_the_return_path()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var response = await browser.PostAsync("/signout", ("returnUrl", "/bye"));
        var state = Responses.Query(response.Location())["state"];

        (await browser.GetAsync($"/signout/complete?state={state}")).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task An_id_token_too_long_for_a_url_goes_by_form()
    {
        await using var app = await App().StartAsync();
        app.Okta.Claims["groups"] = new string('g', 20_000);
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await HtmlForm.ReadAsync(response)).Fields["id_token_hint"].Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_script_is_told_to_send_an_id_token_by_form_that_is_too_long_for_the_cookie_of_the_next_page()
    {
        await using var app = await App().StartAsync();
        app.Okta.Claims["groups"] = new string('g', 20_000);
        var browser = await app.SignedInBrowserAsync();

        var logout = (await (await browser.PostByScriptAsync("/signout")).JsonAsync()).GetProperty("oktaLogout");

        logout.GetProperty("method").GetString().Should().Be("POST");
        logout.GetProperty("url").GetString().Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_query_of_the_endpoint_is_continued()
    {
        await using var app = await App().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = The.EndSessionEndpoint + "?x=y";
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.Location().Should().StartWith(The.EndSessionEndpoint + "?x=y&id_token_hint=");
    }

    private static SomeApp App() => new() { Web = options => options.EndSessionMethod = EndSessionMethod.Redirect };
}
