using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Nothing that Okta does, or fails to do, keeps a user signed in to the app, or without a response.</summary>
public sealed class OktaInTrouble
{
    [Fact]
    public async Task Without_an_endpoint_the_user_is_signed_out_of_the_app()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = null;
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/signout", ("returnUrl", "/bye"))).Location().Should().Be("/bye");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("http://example.okta.com/logout")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/v1/logout")]
    [InlineData("https://example.okta.com/logout#fragment")]
    [InlineData("https://user@example.okta.com/logout")]
    public async Task With_a_bad_endpoint_the_user_is_signed_out_of_the_app(string endpoint)
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = endpoint;
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout", ("returnUrl", "/bye"));

        await ShouldTellThatOktaWasNotReachedAsync(response, "/bye", endpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_endpoint_on_another_https_host_is_used()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = "https://login.example.com/logout";
        var browser = await app.SignedInBrowserAsync();

        (await HtmlForm.ReadAsync(await browser.PostAsync("/signout"))).Action.Should().Be("https://login.example.com/logout");
    }

    [Fact]
    public async Task With_okta_down_the_user_is_signed_out_of_the_app()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Okta.IsDown = true;

        await ShouldTellThatOktaWasNotReachedAsync(await browser.PostAsync("/signout"), "/");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_script_is_led_to_a_page_that_tells_that_okta_was_not_reached()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.IsDown = true;

        var json = await (await browser.PostByScriptAsync("/signout")).JsonAsync();

        json.GetProperty("signedOut").GetBoolean().Should().BeTrue();
        await ShouldTellThatOktaWasNotReachedAsync(await browser.GetAsync(json.GetProperty("next").GetString()!), "/");
    }

    [Fact]
    public async Task With_a_revocation_that_hangs_the_redirect_still_happens()
    {
        await using var app = await new SomeApp().StartAsync();
        await (await app.SignedInBrowserAsync()).PostAsync("/signout");
        var browser = await app.SignedInBrowserAsync();
        var called = app.Okta.Hang(The.RevocationEndpoint);

        var answer = browser.PostAsync("/signout");
        await called;
        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await HtmlForm.ReadAsync(await answer)).Action.Should().Be(The.EndSessionEndpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task With_a_discovery_that_hangs_the_user_is_signed_out_of_the_app_within_the_budget()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var called = app.Okta.Hang(The.MetadataAddress);

        var answer = browser.PostAsync("/signout");
        await called;
        app.Clock.Advance(TimeSpan.FromSeconds(2));

        await ShouldTellThatOktaWasNotReachedAsync(await answer, "/");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    [InlineData(HttpStatusCode.TooManyRequests, "")]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"invalid_client"}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"unsupported_token_type"}""")]
    [InlineData(HttpStatusCode.OK, "garbage")]
    public async Task Whatever_the_revocation_endpoint_answers_the_user_goes_on_to_okta(HttpStatusCode status, string body)
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Answer(The.RevocationEndpoint, status, body);
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        (await HtmlForm.ReadAsync(response)).Action.Should().Be(The.EndSessionEndpoint);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_id_token_of_another_issuer_is_not_sent()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.ConfigureAll<OktaLogoutOptions>(options =>
            {
                options.Issuer = "https://other.okta.com/oauth2/default";
                options.RevokeTokens = false;
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var html = await (await browser.PostAsync("/signout")).Content.ReadAsStringAsync();

        html.Should().Contain("may still be open").And.NotContain("<form");
        html.ShouldHoldNoToken();
    }

    [Fact]
    public async Task With_no_key_to_protect_a_state_the_user_is_signed_out_and_returns_to_the_default_path()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddSingleton<IDataProtectionProvider>(new FailingDataProtection("Okta.Logout.AspNetCore.LogoutState.v1")),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var form = await HtmlForm.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/bye")));

        form.Fields.Should().NotContainKey("state");
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await browser.GetAsync("/signout/complete?state=AAAA")).Location().Should().Be("/");
    }

    private static async Task ShouldTellThatOktaWasNotReachedAsync(HttpResponseMessage response, string returnUrl, string because = "")
    {
        response.StatusCode.Should().Be(HttpStatusCode.OK, because);
        response.Header("Cache-Control").Should().Be("no-store");
        var html = await response.Content.ReadAsStringAsync();
        html.Should().Contain("Okta could not be reached").And.Contain($"<a href=\"{returnUrl}\">").And.NotContain("<script");
    }
}
