using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Faults that were found in other libraries: this library has none of them.</summary>
public sealed class FaultsOfOthers
{
    [Fact]
    public async Task A_state_is_not_accepted_twice()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var callback = await CallbackAsync(browser, "/signout", "/goodbye");

        (await browser.GetAsync(callback)).Headers.Location!.OriginalString.Should().Be("/goodbye");
        (await browser.GetAsync(callback)).Headers.Location!.OriginalString.Should().Be("/");
    }

    [Fact]
    public async Task A_state_of_a_sign_in_is_not_followed()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var authorize = (await browser.GetAsync("/signin?returnUrl=/inside")).Headers.Location!;
        var state = QueryHelpers.ParseQuery(authorize.Query)["state"].ToString();

        var answer = await browser.GetAsync(QueryHelpers.AddQueryString("/signout/complete", "state", state));

        answer.Headers.Location!.OriginalString.Should().Be("/");
    }

    [Fact]
    public async Task A_foreign_return_url_does_not_come_back_from_okta()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var callback = await CallbackAsync(browser, "/signout", "https://evil.test/x");

        (await browser.GetAsync(callback)).Headers.Location!.OriginalString.Should().Be("/");
    }

    [Theory, InlineData("/signout/complete"), InlineData("/signout/complete?state="), InlineData("/signout/complete?state=garbage")]
    public async Task No_callback_ends_on_a_blank_page_or_without_a_log_line(string callback)
    {
        await using var app = await new SomeApp().StartAsync();

        var answer = await app.NewBrowser().GetAsync(callback);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7003);
    }

    [Fact]
    public async Task A_failure_at_okta_does_not_undo_the_sign_out_here()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Okta.IsDown = true;

        var answer = await browser.PostAsync("/signout");

        answer.IsSuccessStatusCode.Should().BeTrue();
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_server_without_an_end_session_endpoint_does_not_prevent_the_sign_out_here()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Metadata["end_session_endpoint"] = null;
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.SignedOut.Should().BeTrue();
        answer.Endpoint.Should().BeNull();
        app.Okta.RevokedTokens.Should().HaveCount(2);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_out_without_a_return_url_does_not_come_back_to_the_sign_out()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var callback = await CallbackAsync(browser, "/signout", returnUrl: null);

        var end = await browser.GetAsync((await browser.GetAsync(callback)).Headers.Location!.OriginalString);
        end.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_users_who_sign_out_of_a_cold_app_cause_one_discovery()
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.SaveTokens = true }.StartAsync();
        var browsers = new List<Browser>();
        for (var i = 0; i < 10; i++)
            browsers.Add(await app.SignedInBrowserAsync());
        app.Okta.Calls.Clear();

        await Task.WhenAll(browsers.Select(browser => browser.PostAsync("/signout")));

        app.Okta.Calls.Count(call => call == $"GET {The.MetadataAddress}").Should().Be(1);
    }

    [Fact]
    public async Task Many_users_who_sign_out_while_okta_is_down_cause_no_queue_of_discoveries()
    {
        await using var app = await new SomeApp().StartAsync();
        var browsers = new List<Browser>();
        for (var i = 0; i < 10; i++)
            browsers.Add(await app.SignedInBrowserAsync());
        app.Okta.Calls.Clear();
        app.Okta.IsDown = true;

        await Task.WhenAll(browsers.Select(browser => browser.PostAsync("/signout")));

        app.Okta.Calls.Count(call => call == $"GET {The.MetadataAddress}").Should().Be(1);
    }

    [Fact]
    public async Task A_revocation_that_times_out_is_no_error_page()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Okta.Answers[The.RevocationEndpoint] = async (_, cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, app.Clock, cancellationToken);
            return new(HttpStatusCode.OK);
        };
        var request = SignOutAnswer.OfAsync(browser);
        await asked.Task;

        app.Clock.Advance(TimeSpan.FromSeconds(2));

        (await request).SignedOut.Should().BeTrue();
    }

    [Fact]
    public async Task The_guard_against_cross_site_requests_works_without_a_sid()
    {
        await using var app = await new SomeApp().StartAsync();
        app.Okta.Claims.Remove("sid");
        var browser = await app.SignedInBrowserAsync();

        var answer = await browser.SendAsync(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "cross-site" } } });

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_text_of_an_exception_reaches_neither_the_user_nor_the_log()
    {
        await using var app = await new SomeApp { Services = services => services.AddSingleton<ISessionTerminator>(new RecordingTerminator { IsDown = true }) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var answer = await browser.PostAsync("/signout");

        (await answer.Content.ReadAsStringAsync()).Should().NotContain(RecordingTerminator.ErrorText);
        app.OwnLogs.Should().NotContain(record => record.Message.Contains(RecordingTerminator.ErrorText) || record.Exception != null);
    }

    [Fact]
    public async Task A_terminator_that_throws_stops_neither_the_next_nor_the_sign_out()
    {
        var next = new RecordingTerminator();
        await using var app = await new SomeApp
        {
            Services = services => services.AddSingleton<ISessionTerminator>(new RecordingTerminator { IsDown = true }).AddSingleton<ISessionTerminator>(next),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        next.Terminations.Should().ContainSingle();
        app.Okta.RevokedTokens.Should().HaveCount(2);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_session_is_over_here_before_okta_is_asked_anything()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        bool? wasSignedIn = null;
        app.Okta.Answers[The.RevocationEndpoint] = async (_, _) =>
        {
            wasSignedIn ??= await copy.Copy().IsSignedInAsync();
            return new(HttpStatusCode.OK);
        };

        await browser.PostAsync("/signout");

        wasSignedIn.Should().BeFalse();
    }

    [Fact]
    public async Task A_user_whose_session_is_over_already_gets_to_the_signed_out_page()
    {
        await using var app = await new SomeApp().StartAsync();

        var answer = await app.NewBrowser().PostAsync("/signout", ("returnUrl", "/goodbye"));

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.Should().Be("/goodbye");
    }

    private static async Task<string> CallbackAsync(Browser browser, string path, string? returnUrl)
    {
        var answer = await browser.PostAsync(path, returnUrl is null ? [] : [("returnUrl", returnUrl)]);
        var page = await answer.Content.ReadAsStringAsync();
        var state = System.Text.RegularExpressions.Regex.Match(page, "name=\"state\" value=\"([^\"]+)\"").Groups[1].Value;
        state.Should().NotBeEmpty();
        return QueryHelpers.AddQueryString("/signout/complete", "state", state);
    }
}
