using System.Net;
using System.Text.Json;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>POST /signout of a script, which cannot follow a redirect to another origin.</summary>
public sealed class SignOutByScript
{
    [Fact]
    public async Task A_script_learns_where_the_browser_has_to_go()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json; charset=utf-8");
        var json = await response.JsonAsync();
        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        var logout = json.GetProperty("oktaLogout");
        logout.GetProperty("url").GetString().Should().Be(The.EndSessionEndpoint);
        logout.GetProperty("method").GetString().Should().Be("POST");
        var fields = logout.GetProperty("fields").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
        fields.Should().ContainKeys("id_token_hint", "post_logout_redirect_uri", "state");
        Responses.Query(logout.GetProperty("redirectUrl").GetString()).Should().BeEquivalentTo(fields);
    }

    [Fact]
    public async Task With_redirects_a_script_gets_the_whole_url_and_no_fields()
    {
        await using var app = await new SomeApp { Web = options => options.EndSessionMethod = EndSessionMethod.Redirect }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var logout = (await (await browser.PostByScriptAsync("/signout")).JsonAsync()).GetProperty("oktaLogout");

        logout.GetProperty("method").GetString().Should().Be("GET");
        logout.GetProperty("fields").EnumerateObject().Should().BeEmpty();
        logout.GetProperty("url").GetString().Should().Be(logout.GetProperty("redirectUrl").GetString()).And.Contain("id_token_hint=");
    }

    [Fact]
    public async Task Json_is_never_cached()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout");

        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
    }

    [Fact]
    public async Task F18_an_anonymous_script_learns_that_there_is_nothing_to_do()
    {
        await using var app = await new SomeApp().StartAsync();

        var json = await (await app.NewBrowser().PostByScriptAsync("/signout")).JsonAsync();

        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        json.GetProperty("oktaLogout").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task F19_without_an_id_token_nothing_is_sent_to_okta()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.SaveTokens = false,
            Web = options => options.KeepIdToken = false,
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var json = await (await browser.PostByScriptAsync("/signout")).JsonAsync();

        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        json.GetProperty("oktaLogout").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_json_body_may_name_the_return_path()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout", """{"returnUrl":"/bye"}""");

        var state = (await response.JsonAsync()).GetProperty("oktaLogout").GetProperty("fields").GetProperty("state").GetString();
        (await browser.GetAsync($"/signout/complete?state={state}")).Location().Should().Be("/bye");
    }

    [Theory]
    [InlineData("application/json", null, true)]
    [InlineData("application/json, text/plain, */*", null, true)]
    [InlineData("application/json;q=0.9, text/html;q=0.8", null, true)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "navigate", false)]
    [InlineData("application/json", "navigate", true)]
    [InlineData("text/html, application/json;q=0.5", null, false)]
    [InlineData("application/json;q=0", null, false)]
    [InlineData("*/*", null, false)]
    [InlineData("*/*", "navigate", false)]
    [InlineData("*/*", "cors", true)]
    [InlineData("*/*", "same-origin", true)]
    [InlineData(null, null, false)]
    [InlineData(";;;,,,=/", null, false)]
    public async Task Json_is_for_those_who_ask_for_it_and_for_those_who_can_use_nothing_else(string? accept, string? mode, bool isJson)
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (mode is not null)
            request.Headers.Add("Sec-Fetch-Mode", mode);

        var response = await (await app.SignedInBrowserAsync()).SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.Should().Be(isJson ? "application/json" : "text/html");
    }
}
