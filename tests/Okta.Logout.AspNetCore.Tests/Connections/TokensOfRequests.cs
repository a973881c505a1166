using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class TokensOfRequests
{
    private readonly OpenRequest _open = new();
    private CancellationToken _seen;

    [Fact]
    public async Task A_sign_out_ends_what_is_open()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var response = await _open.OpenAsync(browser.Copy());

        await browser.PostAsync("/signout");

        (await (await response).Content.ReadAsStringAsync()).Should().Be("ended");
    }

    [Fact]
    public async Task A_front_channel_logout_ends_what_is_open()
    {
        await using var app = await App().StartAsync();
        var response = await _open.OpenAsync(await app.SignedInBrowserAsync());

        await app.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_out_whose_entry_the_list_does_not_accept_ends_what_is_open()
    {
        var down = new StoreThatIsDown();
        await using var app = await new SomeApp { Endpoints = _open.Map, Services = services => services.AddSingleton<ISessionRevocationStore>(down) }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var response = await _open.OpenAsync(browser.Copy());

        await browser.PostAsync("/signout");

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_that_expires_ends_what_is_open()
    {
        await using var app = await App().StartAsync();
        var response = await _open.OpenAsync(await app.SignedInBrowserAsync());

        app.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(5));

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_that_is_renewed_meanwhile_keeps_it_open()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var response = await _open.OpenAsync(browser.Copy());
        app.Clock.Advance(TimeSpan.FromDays(8));
        await browser.IsSignedInAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();

        app.Clock.Advance(TimeSpan.FromDays(8));

        await SettlesAsync(app);
        _open.Ended.IsCancellationRequested.Should().BeFalse();
        await browser.PostAsync("/signout");
        await response;
    }

    [Fact]
    public async Task The_session_that_ends_the_other_ones_keeps_what_it_has_open()
    {
        await using var app = await App().StartAsync();
        var here = await app.SignedInBrowserAsync();
        var response = await _open.OpenAsync(here.Copy());
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await here.PostAsync("/end-other-sessions");

        await SettlesAsync(app);
        _open.Ended.IsCancellationRequested.Should().BeFalse();
        await here.PostAsync("/signout");
        (await response).StatusCode.Should().Be(HttpStatusCode.OK, "it ends with the session that went on");
    }

    [Fact]
    public async Task The_session_that_ends_the_other_ones_ends_what_they_have_open()
    {
        await using var app = await App().StartAsync();
        var (here, there) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());
        var response = await _open.OpenAsync(there);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await here.PostAsync("/end-other-sessions");

        (await response).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_without_a_session_has_a_token_that_is_never_cancelled()
    {
        await using var app = await App().StartAsync();

        await app.NewBrowser().GetAsync("/token");

        _seen.CanBeCanceled.Should().BeFalse();
    }

    [Fact]
    public async Task A_request_that_is_over_is_watched_no_more()
    {
        await using var app = await App().StartAsync();

        await (await app.SignedInBrowserAsync()).GetAsync("/token");

        await app.RequestsAreOverAsync();
        _seen.CanBeCanceled.Should().BeTrue();
        app.Services.GetRequiredService<LiveSessions>().Count.Should().Be(0);
    }

    [Fact]
    public async Task A_call_ahead_of_the_authentication_says_where_it_belongs()
    {
        Exception? thrown = null;
        await using var app = await new SomeApp
        {
            First = host => host.Use((context, next) =>
            {
                thrown = Record.Exception(() => context.GetSessionEndedToken());
                return next(context);
            }),
        }.StartAsync();

        await app.NewBrowser().GetAsync("/");

        thrown.Should().BeOfType<InvalidOperationException>().Which.Message.Should().StartWith("OL7301");
    }

    private SomeApp App() => new()
    {
        Endpoints = app =>
        {
            _open.Map(app);
            app.MapGet("/token", (HttpContext context) => { _seen = context.GetSessionEndedToken(); });
            app.MapPost("/end-other-sessions", async (HttpContext context) => { await context.EndOtherSessionsAsync(); });
        },
    };

    // What has arrived before has had its effect when what arrives last has.
    private static async Task SettlesAsync(RunningApp app)
    {
        using var last = app.Services.GetRequiredService<LiveSessions>().Watch(new() { TicketId = "last" }, DateTimeOffset.MaxValue);
        await app.Services.GetRequiredService<ISessionRevocationStore>().RevokeAsync(new(SessionTarget.ForTicket("last"), app.Clock.GetUtcNow().AddDays(1)));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(last.Ended.IsCancellationRequested));
    }

    private sealed class StoreThatIsDown : ISessionRevocationStore
    {
        public ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) => throw new IOException("Down.");

        public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default) => new(false);
    }
}
