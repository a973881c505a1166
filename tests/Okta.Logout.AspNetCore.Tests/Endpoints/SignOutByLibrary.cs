using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>htmx, Turbo and Blazor have taken the sign-out form over. They can follow neither a form nor a redirect to Okta.</summary>
public sealed class SignOutByLibrary
{
    public static TheoryData<string> Libraries => [.. LibraryRequests.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task It_is_led_to_a_page_load_that_goes_to_okta(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut(library, "/bye"));
        var location = LibraryRequests.LocationOf(response, library);

        location.Should().Be("/signout/continue");
        var form = await HtmlForm.ReadAsync(await browser.GetAsync(location));
        form.Action.Should().Be(The.EndSessionEndpoint);
        form.Fields["id_token_hint"].Should().Be(app.Okta.IssuedIdTokens.Single());
        (await browser.GetAsync("/signout/complete?state=" + form.Fields["state"])).Location().Should().Be("/bye");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task It_is_not_shown_the_id_token(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut(library));
        var page = await browser.SendAsync(LibraryRequests.Get(library, "/signout/continue"));

        foreach (var seen in new[] { response, page })
        {
            seen.Headers.ToString().ShouldHoldNoToken();
            (await seen.Content.ReadAsStringAsync()).ShouldHoldNoToken();
            seen.Header("Cache-Control").Should().Be("no-store");
        }

        response.SetCookie(".Okta.Logout.Continue=").Should().MatchRegex("; max-age=900; path=/signout/continue; secure; samesite=lax; httponly$");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task What_it_fetches_itself_does_not_use_the_page_up(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.SendAsync(LibraryRequests.SignOut(library));

        var fetched = await browser.SendAsync(LibraryRequests.Get(library, "/signout/continue"));

        (await fetched.Content.ReadAsStringAsync()).Should().Contain("<meta name=\"turbo-visit-control\" content=\"reload\">").And.Contain("href=\"/signout/continue\"");
        fetched.Headers.Contains("blazor-enhanced-nav").Should().BeFalse("Blazor then loads the page itself");
        (await HtmlForm.ReadAsync(await browser.GetAsync("/signout/continue"))).Action.Should().Be(The.EndSessionEndpoint);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task With_nothing_to_end_at_okta_it_is_led_to_the_return_path(string library)
    {
        await using var app = await new SomeApp().StartAsync();

        var response = await app.NewBrowser().SendAsync(LibraryRequests.SignOut(library, "/bye"));

        LibraryRequests.LocationOf(response, library).Should().Be("/bye");
        response.Headers.Contains("Set-Cookie").Should().BeTrue("the cookie of the session is deleted in any case");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task With_okta_down_the_page_says_so(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.IsDown = true;

        var response = await browser.SendAsync(LibraryRequests.SignOut(library, "/bye"));
        var html = await (await browser.GetAsync(LibraryRequests.LocationOf(response, library))).Content.ReadAsStringAsync();

        html.Should().Contain("Okta could not be reached").And.Contain("<a href=\"/bye\">");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task With_redirects_the_page_load_is_redirected_to_okta(string library)
    {
        await using var app = await new SomeApp { Web = options => options.EndSessionMethod = EndSessionMethod.Redirect }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut(library));
        var page = await browser.GetAsync(LibraryRequests.LocationOf(response, library));

        page.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        page.Location().Should().StartWith(The.EndSessionEndpoint + "?id_token_hint=");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task A_result_of_the_app_leads_it_as_well(string library)
    {
        await using var app = await new SomeApp { Endpoints = host => host.MapPost("/leave", () => new OktaSignOutResult("/bye")) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut(library, path: "/leave"));

        (await HtmlForm.ReadAsync(await browser.GetAsync(LibraryRequests.LocationOf(response, library)))).Action.Should().Be(The.EndSessionEndpoint);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task A_return_url_of_another_origin_is_reached(string library)
    {
        await using var app = await new SomeApp { Web = options => options.AllowedOrigins.Add("https://spa.example.com") }.StartAsync();
        var browser = app.NewBrowser();

        var location = LibraryRequests.LocationOf(await browser.SendAsync(LibraryRequests.SignOut(library, "https://spa.example.com/bye")), library);
        if (library.StartsWith("Turbo", StringComparison.Ordinal))
            location = (await browser.GetAsync(location)).Location()!;

        location.Should().Be("https://spa.example.com/bye");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Json_is_still_for_those_who_ask_for_it(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        using var request = LibraryRequests.SignOut(library);
        request.Headers.Remove("Accept");
        request.Headers.Add("Accept", "application/json");

        var response = await (await app.SignedInBrowserAsync()).SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task An_id_token_that_fits_into_no_cookie_leads_to_a_page_that_says_what_is_open(string library)
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Claims["groups"] = new string('g', 20_000);
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.SendAsync(LibraryRequests.SignOut(library, "/bye"));
        var html = await (await browser.GetAsync(LibraryRequests.LocationOf(response, library))).Content.ReadAsStringAsync();

        html.Should().Contain("which may still be open").And.Contain("<a href=\"/bye\">");
        app.OwnLogs.Should().ContainSingle(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL7005:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Without_keys_for_the_cookie_it_is_led_to_the_return_path(string library)
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddSingleton<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(
                new FailingDataProtection("Okta.Logout.AspNetCore.PendingSignOut.v1")),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        LibraryRequests.LocationOf(await browser.SendAsync(LibraryRequests.SignOut(library, "/bye")), library).Should().Be("/bye");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }
}
