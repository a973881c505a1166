using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The app rejects requests that it cannot check, and the list is down: users are told to come back later, and are not sent to Okta in a loop, because
/// they are still signed in there.
/// </summary>
public sealed class OutagesWithoutALoop
{
    private const string Page = "/orders";
    private const int MaxSteps = 25;

    private readonly SharedState _shared = new();

    [Theory, InlineData(StoreFault.Throws), InlineData(StoreFault.Hangs)]
    public async Task A_signed_in_user_is_told_to_come_back_later(StoreFault fault)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        var answer = await app.AnswerAsync(browser.GetAsync(Page));

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.Should().NotBeNull();
    }

    [Theory, InlineData(StoreFault.Throws), InlineData(StoreFault.Hangs)]
    public async Task A_browser_that_follows_every_redirect_signs_in_once_at_most(StoreFault fault)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = fault;

        (await SignInsAsync(app, browser)).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_browser_without_a_session_signs_in_once_at_most()
    {
        await using var app = await StartAsync();
        _shared.List.Reads = StoreFault.Throws;

        (await SignInsAsync(app, app.NewBrowser())).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task The_session_goes_on_when_the_list_is_back()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = StoreFault.Throws;
        await browser.GetAsync(Page);
        _shared.List.Reads = StoreFault.None;
        _shared.Clock.Pass();

        (await browser.GetAsync(Page)).StatusCode.Should().Be(HttpStatusCode.OK);
        _shared.Okta.IssuedIdTokens.Should().ContainSingle("nobody has to sign in again");
    }

    [Fact]
    public async Task A_script_is_told_to_come_back_later_too()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = StoreFault.Throws;

        var answer = await browser.SendAsync(new(HttpMethod.Get, Page)
        {
            Headers = { { "Sec-Fetch-Mode", "cors" }, { "X-Requested-With", "XMLHttpRequest" }, { "Accept", "application/json" } },
        });

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task A_page_for_everybody_is_served()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _shared.Clock.Pass();
        _shared.List.Reads = StoreFault.Throws;

        (await browser.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_is_sent_to_Okta_as_ever()
    {
        await using var app = await StartAsync();
        _shared.List.Reads = StoreFault.Throws;

        var answer = await app.NewBrowser().GetAsync(Page);

        answer.Location().Should().StartWith(The.Issuer + "/v1/authorize");
    }

    [Fact]
    public async Task An_ended_session_is_not_served_in_the_outage()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/signout");
        _shared.Clock.Pass();
        _shared.List.Reads = StoreFault.Throws;

        (await copy.GetAsync(Page)).StatusCode.Should().NotBe(HttpStatusCode.OK);
    }

    // A browser whose user has a session at Okta, which asks nothing.
    private async Task<int> SignInsAsync(RunningApp app, Browser browser)
    {
        var before = _shared.Okta.IssuedIdTokens.Count;
        var answer = await app.AnswerAsync(browser.GetAsync(Page));
        for (var step = 0; step < MaxSteps && answer.Location() is { } location; step++)
        {
            answer = location.StartsWith(The.Issuer, StringComparison.Ordinal)
                ? await app.AnswerAsync(CallbackAsync(app, browser, new(location)))
                : await app.AnswerAsync(browser.GetAsync(location));
        }

        return _shared.Okta.IssuedIdTokens.Count - before;
    }

    private static Task<HttpResponseMessage> CallbackAsync(RunningApp app, Browser browser, Uri authorize)
    {
        var query = Responses.Query(authorize.AbsoluteUri);
        return browser.SendAsync(new(HttpMethod.Post, query["redirect_uri"])
        {
            Content = new FormUrlEncodedContent([new("code", app.Okta.Authorize(authorize)), new("state", query["state"])]),
        });
    }

    private Task<RunningApp> StartAsync() => new SomeApp
    {
        Clock = _shared.Clock,
        Okta = _shared.Okta,
        Web = options => options.OnRevocationCheckFailure = RevocationCheckFailure.Reject,
        Services = services => _shared.AddTo(services),
        Endpoints = host => host.MapGet(Page, () => "orders").RequireAuthorization(),
    }.StartAsync();
}
