using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Okta is asked from time to time whether the refresh token of a session is still valid.</summary>
public sealed class RevalidatedSessions
{
    private static readonly TimeSpan JustLonger = SomeRevalidation.Every + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_session_whose_token_is_no_longer_valid_ends_at_the_first_request_after_the_interval()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        some.IsActive = false;
        (await browser.IsSignedInAsync()).Should().BeTrue();
        some.Asked.Should().BeEmpty("nobody asks before");

        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
        some.Terminator.Terminations.Should().ContainSingle().Which.Reason.Should().Be(SessionTerminationReason.TokenNoLongerValid);
        app.Okta.RevokedTokens.Should().BeEmpty("there is nothing left to revoke");
    }

    [Fact]
    public async Task A_list_that_never_answers_whether_the_session_has_ended_does_not_keep_it_from_the_list()
    {
        var some = new SomeRevalidation();
        var list = new ListThatKnowsNoTickets(some.Shared.List);
        await using var app = await some.StartAsync(list: list);
        var browser = await app.SignedInBrowserAsync();
        some.IsActive = false;
        app.Clock.Advance(JustLonger);
        await app.AnswerAsync(browser.GetAsync("/me"));

        await Eventually.BecomesTrueAsync(app.Clock, TimeSpan.FromSeconds(1), () => Task.FromResult(some.Terminator.Terminations.Count == 1));
    }

    [Fact]
    public async Task Okta_is_asked_about_the_refresh_token()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeTrue();

        var form = some.Asked.Should().ContainSingle().Which;
        form["token"].Should().Be(The.RefreshToken);
        form["token_type_hint"].Should().Be("refresh_token");
    }

    [Fact]
    public async Task An_answer_counts_for_the_interval_on_this_node_and_in_the_cookie()
    {
        var some = new SomeRevalidation();
        await using var a = await some.StartAsync();
        await using var b = await some.StartAsync();
        var browser = await a.SignedInBrowserAsync();
        a.Clock.Advance(JustLonger);

        await browser.GetAsync("/");
        a.Clock.Advance(SomeRevalidation.Every * 0.7);
        (await browser.GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeFalse("the cookie is issued again only with a new answer");
        (await browser.CopyAt(b).GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeFalse();

        some.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_in_use_is_asked_about_in_the_background_before_the_interval_is_over()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var (arrived, released) = some.Holds();
        app.Clock.Advance(SomeRevalidation.Every * 0.999999);

        (await browser.IsSignedInAsync()).Should().BeTrue("the request does not wait");
        await arrived;
        some.IsActive = false;
        released.SetResult();

        await app.EventuallyAsync(async () => !await browser.IsSignedInAsync());
    }

    [Fact]
    public void Sessions_that_began_together_are_spread_over_the_last_fifth_of_the_interval()
    {
        var pace = new RevalidationPace(Options.Create(new SessionRevalidationOptions { Interval = SomeRevalidation.Every }));

        var due = Enumerable.Range(0, 500).Select(i => pace.DueAfter(new() { TicketId = $"ticket-{i}" }).TotalMinutes).ToList();

        due.Should().OnlyContain(minutes => minutes >= 8 && minutes <= 10);
        due.GroupBy(minutes => (int)(5 * (minutes - 8))).Should().HaveCountGreaterThanOrEqualTo(10).And.OnlyContain(together => together.Count() < 100);
    }

    [Fact]
    public async Task Twenty_requests_on_two_nodes_ask_once()
    {
        var some = new SomeRevalidation();
        await using var a = await some.StartAsync();
        await using var b = await some.StartAsync();
        var browser = await a.SignedInBrowserAsync();
        var (arrived, released) = some.Holds();
        a.Clock.Advance(JustLonger);

        var requests = Enumerable.Range(0, 20).Select(i => browser.CopyAt(i % 2 == 0 ? a : b).IsSignedInAsync()).ToList();
        await arrived;
        released.SetResult();

        (await Task.WhenAll(requests)).Should().OnlyContain(isSignedIn => isSignedIn);
        (await browser.CopyAt(a).IsSignedInAsync()).Should().BeTrue();
        (await browser.CopyAt(b).IsSignedInAsync()).Should().BeTrue();
        some.Asked.Should().ContainSingle();
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(500, "")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(400, """{"active":false}""")]
    [InlineData(302, """{"active":false}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"active":"false"}""")]
    public async Task Anything_but_a_clear_answer_ends_no_session(int status, string body)
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Answer(SomeRevalidation.Endpoint, (HttpStatusCode)status, body);

        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            (await browser.IsSignedInAsync()).Should().BeTrue();
        }

        some.Terminator.Terminations.Should().BeEmpty();
        app.OwnLogs.Should().Contain(record => record.Id.Id == 6504);
    }

    [Fact]
    public async Task An_Okta_that_is_down_ends_no_session_and_is_not_asked_by_each_request()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browsers = new List<Browser>();
        for (var i = 0; i < 10; i++)
            browsers.Add(await app.SignedInBrowserAsync());
        app.Clock.Advance(JustLonger);
        app.Okta.Answer(SomeRevalidation.Endpoint, HttpStatusCode.ServiceUnavailable);

        foreach (var browser in browsers)
            (await browser.IsSignedInAsync()).Should().BeTrue();

        app.Okta.Calls.Count(call => call.EndsWith(SomeRevalidation.Endpoint, StringComparison.Ordinal)).Should().Be(1, "the node pauses after a failure");
        some.Responds();
        some.IsActive = false;
        app.Clock.Advance(SomeRevalidation.Every);
        (await browsers[0].IsSignedInAsync()).Should().BeFalse("Okta is asked again");
    }

    [Fact]
    public async Task A_request_waits_for_Okta_no_longer_than_the_longest_delay()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var (arrived, released) = some.Holds();
        app.Clock.Advance(JustLonger);

        var request = browser.GetAsync("/me");
        await arrived;
        request.IsCompleted.Should().BeFalse();
        var answer = await app.AdvanceUntilAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        released.SetResult();
    }

    [Fact]
    public async Task Beyond_the_limit_a_session_is_refused_until_Okta_confirms_it()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync(options => options.MaxUnverified = TimeSpan.FromHours(1));
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Answer(SomeRevalidation.Endpoint, HttpStatusCode.TooManyRequests);
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        (await browser.IsSignedInAsync()).Should().BeTrue();

        app.Clock.Advance(TimeSpan.FromMinutes(2));

        (await browser.IsSignedInAsync()).Should().BeFalse();
        some.Terminator.Terminations.Should().BeEmpty("it has not ended");
        some.Responds();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_page_that_asks_for_a_sign_in_responds_with_503_meanwhile()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync(options => options.MaxUnverified = TimeSpan.FromHours(1));
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Answer(SomeRevalidation.Endpoint, HttpStatusCode.InternalServerError);
        app.Clock.Advance(TimeSpan.FromHours(2));

        (await browser.GetAsync("/signin")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        (await browser.PostAsync("/signout")).IsSuccessStatusCode.Should().BeTrue("a sign-out works all the same");
    }

    [Fact]
    public async Task A_session_without_a_refresh_token_goes_on_and_a_start_without_offline_access_is_warned_of()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.SaveTokens = false,
            AddOktaLogout = services => services.AddOktaLogout().RevalidateSessions(SomeRevalidation.Every, options => options.MaxUnverified = SomeRevalidation.Every * 2),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        app.Clock.Advance(TimeSpan.FromHours(5));

        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6506);
    }

    [Fact]
    public async Task A_scheme_that_asks_for_offline_access_is_not_warned_of()
    {
        await using var app = await new SomeRevalidation().StartAsync();

        app.OwnLogs.Should().NotContain(record => record.Id.Id == 6506);
    }

    [Fact]
    public async Task A_sign_out_while_Okta_is_asked_is_the_only_end_of_the_session()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var (arrived, released) = some.Holds();
        app.Clock.Advance(SomeRevalidation.Every * 0.999999);
        await browser.GetAsync("/");
        await arrived;

        await browser.PostAsync("/signout");
        some.IsActive = false;
        released.SetResult();

        await app.EventuallyAsync(() => Task.FromResult(some.Terminator.Terminations.Count > 0));
        some.Terminator.Terminations.Should().ContainSingle().Which.Reason.Should().Be(SessionTerminationReason.SignOut);
    }

    [Fact]
    public async Task A_renewal_does_not_bring_an_ended_session_back()
    {
        var some = new SomeRevalidation();
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        some.IsActive = false;

        // More than half of the lifetime of the cookie.
        app.Clock.Advance(TimeSpan.FromDays(8));

        var response = await browser.GetAsync("/me");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.GetValues("Set-Cookie").Should().OnlyContain(cookie => cookie.Contains("01 Jan 1970"), "it is deleted, not issued again");
        some.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task When_the_shared_memory_fails_each_node_asks()
    {
        var some = new SomeRevalidation { Tokens = new BrokenTokens() };
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        some.IsActive = false;
        app.Clock.Advance(JustLonger);

        (await browser.IsSignedInAsync()).Should().BeFalse();

        app.OwnLogs.Should().Contain(record => record.Id.Id == 6505);
    }

    [Theory]
    [InlineData(0, 1, null, "OL6500: *")]
    [InlineData(100_000, 1, null, "OL6500: *")]
    [InlineData(600, -1, null, "OL6501: *")]
    [InlineData(600, 11, null, "OL6501: *")]
    [InlineData(600, 1, 600, "OL6502: *")]
    public async Task Options_out_of_their_range_are_reported_at_start(int interval, int delay, int? unverified, string message)
    {
        var start = async () => await new SomeRevalidation().StartAsync(options =>
        {
            options.Interval = TimeSpan.FromSeconds(interval);
            options.MaxDelay = TimeSpan.FromSeconds(delay);
            options.MaxUnverified = unverified is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage(message);
    }

    /// <summary>Never answers a question about a ticket alone.</summary>
    private sealed class ListThatKnowsNoTickets(ISessionRevocationStore inner) : ISessionRevocationStore
    {
        public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => inner.RevokeAsync(revocation, cancellationToken);

        public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) =>
            session.Issuer is null ? new(new TaskCompletionSource<bool>().Task) : inner.IsRevokedAsync(session, cancellationToken);
    }
}
