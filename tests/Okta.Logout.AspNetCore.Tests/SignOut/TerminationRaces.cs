using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What comes in the wrong order, or at the same time.</summary>
public sealed class TerminationRaces
{
    private static readonly string FrontChannel = $"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}";

    [Fact]
    public async Task A_front_channel_logout_before_the_callback_has_finished_ends_that_session()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var code = app.Okta.Authorize(authorize);

        await app.NewBrowser().GetAsync(FrontChannel);
        await CallBackAsync(browser, authorize, code);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_termination_of_the_user_before_the_callback_has_finished_ends_that_session()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var code = app.Okta.Authorize(authorize);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject));
        await CallBackAsync(browser, authorize, code);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_logout_while_the_callback_is_at_work_ends_that_session()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = app.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var code = app.Okta.Authorize(authorize);
        var (isAtToken, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var token = app.Okta.Answers[The.Issuer + "/v1/token"];
        app.Okta.Answers[The.Issuer + "/v1/token"] = async (request, cancellationToken) =>
        {
            isAtToken.SetResult();
            await mayGoOn.Task;
            return await token(request, cancellationToken);
        };

        var callback = CallBackAsync(browser, authorize, code);
        await isAtToken.Task;
        await app.NewBrowser().GetAsync(FrontChannel);
        mayGoOn.SetResult();
        await callback;

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_new_sign_in_lives_and_brings_no_ended_session_back()
    {
        await using var app = await new SomeApp().StartAsync();
        var old = await app.SignedInBrowserAsync();
        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject));
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        app.Okta.Claims["sid"] = "sid-2";
        var fresh = await app.SignedInBrowserAsync();

        (await fresh.IsSignedInAsync()).Should().BeTrue();
        (await old.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_with_the_same_sid_that_begins_after_its_end_lives_and_brings_no_ended_session_back()
    {
        await using var app = await new SomeApp().StartAsync();
        var old = await app.SignedInBrowserAsync();
        await app.NewBrowser().GetAsync(FrontChannel);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await (await app.SignedInBrowserAsync()).IsSignedInAsync()).Should().BeTrue();
        (await old.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_delayed_termination_spares_sessions_begun_later()
    {
        await using var app = await new SomeApp().StartAsync();
        var then = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var browser = await app.SignedInBrowserAsync();

        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject, then));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Renewals_at_the_same_time_bring_nothing_back()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var app = await new SomeApp().StartAsync();
            var browser = await app.SignedInBrowserAsync();

            // Past half of its life: each request renews the cookie.
            app.Clock.Advance(TimeSpan.FromDays(8));
            var copies = Enumerable.Range(0, 16).Select(_ => browser.Copy()).ToList();
            using var start = new Barrier(copies.Count + 1);
            var requests = copies.Select(copy => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return copy.IsSignedInAsync();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()).ToList();
            start.SignalAndWait();
            await app.NewBrowser().GetAsync(FrontChannel);
            await Task.WhenAll(requests);

            foreach (var copy in copies)
                (await copy.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task Many_logouts_and_sign_ins_at_once_leave_the_right_sessions()
    {
        await using var app = await new SomeApp { Web = options => options.FrontChannelLogout.RequestsPerMinute = 10_000 }.StartAsync();
        List<(Browser Browser, string Sid)> sessions = [];
        for (var i = 0; i < 20; i++)
        {
            app.Okta.Claims["sid"] = $"sid-{i}";
            sessions.Add((await app.SignedInBrowserAsync(), $"sid-{i}"));
        }

        await Task.WhenAll(sessions.Where((_, i) => i % 2 == 0).SelectMany(session => Enumerable.Range(0, 5).Select(_ => Task.Run(() =>
            app.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={session.Sid}")))));

        for (var i = 0; i < sessions.Count; i++)
            (await sessions[i].Browser.IsSignedInAsync()).Should().Be(i % 2 == 1);
    }

    private static Task<TerminationReceipt> EndAsync(RunningApp app, SessionTarget target) =>
        app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator));

    private static Task<HttpResponseMessage> CallBackAsync(Browser browser, Uri authorize, string code)
    {
        var query = QueryHelpers.ParseQuery(authorize.Query);
        return browser.SendAsync(new(HttpMethod.Post, query["redirect_uri"].ToString())
        {
            Content = new FormUrlEncodedContent([new("code", code), new("state", query["state"].ToString())]),
        });
    }
}
