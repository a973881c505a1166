using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One command ends the sessions of all users (OWASP ASVS 5.0, V7.4.5), and none that begins afterwards.</summary>
public sealed class EndingEveryone
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task It_ends_the_sessions_of_all_users()
    {
        await using var app = await new SomeApp().StartAsync();
        var one = await app.SignedInBrowserAsync();
        app.Okta.Claims["sub"] = "another";
        var other = await app.SignedInBrowserAsync();

        await EndEveryoneAsync(app);

        (await one.IsSignedInAsync()).Should().BeFalse();
        (await other.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task It_ends_sessions_that_Okta_did_not_begin()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/password", (HttpContext _) => TypedResults.SignIn(new(new ClaimsIdentity([new("sub", "local")], "password")))),
        }.StartAsync();
        var browser = app.NewBrowser();
        await browser.GetAsync("/password");
        (await browser.IsSignedInAsync()).Should().BeTrue();

        await EndEveryoneAsync(app);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sign_in_afterwards_begins_a_session_that_lives(bool hasTicketStore)
    {
        await using var app = await new SomeApp { Cookie = options => options.SessionStore = hasTicketStore ? new TicketStore() : null }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await EndEveryoneAsync(app);
        app.Clock.Advance(AMoment);

        await browser.SignInAsync();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_that_began_afterwards_can_end_its_user_s_others_and_goes_on()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/end-others", async (HttpContext context) => TypedResults.Ok((await context.EndOtherSessionsAsync()).Succeeded)),
        }.StartAsync();
        await EndEveryoneAsync(app);
        app.Clock.Advance(AMoment);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/end-others");

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Open_connections_of_all_sessions_end()
    {
        var opened = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/stream", async (HttpContext context) =>
            {
                var ended = context.GetSessionEndedToken();
                opened.SetResult(ended);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended).ContinueWith(_ => { }, TaskScheduler.Default);
            }),
        }.StartAsync();
        var stream = (await app.SignedInBrowserAsync()).GetAsync("/stream");
        await opened.Task;

        await EndEveryoneAsync(app);

        await stream;
    }

    [Fact]
    public async Task It_reaches_the_other_nodes_through_a_shared_cache()
    {
        var cache = new SomeCache();
        await using var a = await StartAsync();
        await using var b = await StartAsync();
        var browser = await b.SignedInBrowserAsync();

        await EndEveryoneAsync(a);

        (await browser.IsSignedInAsync()).Should().BeFalse();

        Task<RunningApp> StartAsync() => new SomeApp
        {
            AddOktaLogout = services => services.AddSingleton<IDistributedCache>(cache).AddOktaLogout().UseDistributedCache(),
        }.StartAsync();
    }

    private static async Task EndEveryoneAsync(RunningApp app)
    {
        var receipt = await app.Services.GetRequiredService<IOktaSignOut>()
            .EndSessionsAsync(new(SessionTarget.ForEveryone(), SessionTerminationReason.Administrator));
        receipt.Succeeded.Should().BeTrue();
    }
}
