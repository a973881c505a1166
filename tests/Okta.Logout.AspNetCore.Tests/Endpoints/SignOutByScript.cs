using System.Net;
using System.Text.Json;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>POST /signout of a script, which cannot follow a redirect to another origin.</summary>
public sealed class SignOutByScript
{
    [Fact]
    public async Task A_script_is_led_to_a_page_of_the_app_that_goes_on_to_okta()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/json; charset=utf-8");
        var json = await response.JsonAsync();
        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        var form = await HtmlForm.ReadAsync(await browser.GetAsync(json.GetProperty("next").GetString()!));
        form.Action.Should().Be(The.EndSessionEndpoint);
        form.Fields.Should().ContainKeys("id_token_hint", "post_logout_redirect_uri", "state");
    }

    [Theory]
    [InlineData(EndSessionMethod.FormPost)]
    [InlineData(EndSessionMethod.Redirect)]
    public async Task No_script_gets_to_see_the_id_token(EndSessionMethod method)
    {
        await using var app = await new SomeApp { Web = options => options.EndSessionMethod = method }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostByScriptAsync("/signout");

        (await response.Content.ReadAsStringAsync()).Should().NotContain(app.Okta.IssuedIdTokens.Single()).And.Contain("\"next\":\"/signout/continue\"");
    }

    [Fact]
    public async Task A_script_of_an_allowed_origin_gets_the_whole_address()
    {
        await using var app = await new SomeApp { Web = options => options.AllowedOrigins.Add("https://spa.example.com") }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(new(HttpMethod.Post, "/signout")
        {
            Headers = { { "Origin", "https://spa.example.com" }, { "Sec-Fetch-Site", "same-site" }, { "Sec-Fetch-Mode", "cors" }, { "Accept", "application/json" } },
        });

        (await response.JsonAsync()).GetProperty("next").GetString().Should().Be("https://app.example.com/signout/continue");
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
    public async Task An_anonymous_script_learns_that_there_is_nothing_to_do()
    {
        await using var app = await new SomeApp().StartAsync();

        var json = await (await app.NewBrowser().PostByScriptAsync("/signout")).JsonAsync();

        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        json.GetProperty("next").GetString().Should().Be("/");
    }

    [Fact]
    public async Task Without_an_id_token_nothing_is_sent_to_okta()
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

        var next = (await response.JsonAsync()).GetProperty("next").GetString()!;
        var state = (await HtmlForm.ReadAsync(await browser.GetAsync(next))).Fields["state"];
        (await browser.GetAsync($"/signout/complete?state={state}")).Location().Should().Be("/bye");
    }

    [Fact]
    public async Task A_script_that_says_so_itself_needs_no_fetch_metadata()
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout")
        {
            Headers = { { "Origin", "https://app.example.com" }, { "Accept", "*/*" }, { "X-Requested-With", "XMLHttpRequest" } },
        };

        var response = await (await app.SignedInBrowserAsync()).SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    /// <summary>Chromium and Firefox, in which a service worker passes a navigation on, or makes a request of its own from it.</summary>
    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", "navigate")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", "same-origin")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "same-origin")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "cors")]
    public async Task A_navigation_that_a_service_worker_fetches_gets_a_page(string accept, string mode)
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout")
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Mode", mode }, { "Sec-Fetch-Dest", "empty" }, { "Accept", accept } },
        };

        var response = await (await app.SignedInBrowserAsync()).SendAsync(request);

        (await HtmlForm.ReadAsync(response)).Action.Should().Be(The.EndSessionEndpoint);
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
    [InlineData("*/*", "no-cors", true)]
    [InlineData("application/*", null, true)]
    [InlineData("text/*", "cors", false)]
    [InlineData("text/html", "cors", false)]
    [InlineData("TEXT/HTML", "same-origin", false)]
    [InlineData("application/json, text/html", "cors", false)]
    [InlineData("text/html;q=0", "cors", true)]
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
