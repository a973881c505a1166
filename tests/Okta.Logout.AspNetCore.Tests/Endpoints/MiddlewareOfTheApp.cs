using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What the app asks of all requests, by middleware before or after routing, does not change the answers of the endpoints.</summary>
public sealed class MiddlewareOfTheApp
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Output_caching_shows_nobody_the_page_of_another_browser(bool isBeforeRouting)
    {
        await using var app = await App(
            host => host.UseOutputCache(), isBeforeRouting, services => services.AddOutputCache(options => options.AddBasePolicy(new CacheEverything()))).StartAsync();
        var (first, second) = (app.NewBrowser(), app.NewBrowser());

        var token = await first.AntiforgeryTokenAsync();
        await first.GetAsync("/signout/complete");
        await first.GetAsync("/signout/frontchannel");

        (await second.AntiforgeryTokenAsync()).Should().NotBe(token);
        (await second.GetAsync("/signout/complete")).Headers.Age.Should().BeNull();
        (await second.GetAsync("/signout/frontchannel")).Headers.Age.Should().BeNull();
    }

    [Theory]
    [InlineData("/signout", true)]
    [InlineData("/signout", false)]
    [InlineData("/leave", true)]
    [InlineData("/leave", false)]
    public async Task A_request_timeout_does_not_cut_a_sign_out_off_while_okta_is_slow(string path, bool isBeforeRouting)
    {
        await using var app = await App(host => host.UseRequestTimeouts(), isBeforeRouting, services => services.AddRequestTimeouts()).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var called = app.Okta.Hang(The.RevocationEndpoint);
        var timeouts = app.Services.GetRequiredService<IOptionsMonitor<RequestTimeoutOptions>>().CurrentValue;
        timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromMilliseconds(1) };

        var signOut = browser.PostAsync(path);
        await called;
        (await app.NewBrowser().GetAsync("/slow")).StatusCode.Should().Be(HttpStatusCode.GatewayTimeout, "even a request that began later has timed out");
        var response = await app.AdvanceUntilAsync(signOut);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        timeouts.DefaultPolicy = null;
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_rate_limit_of_the_app_turns_no_sign_out_away()
    {
        await using var app = await App(host => host.UseRateLimiter(), isBeforeRouting: false, services => services.AddRateLimiter(LimitAllButSignIn)).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/other");
        (await browser.GetAsync("/other")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        (await browser.GetAsync("/signout")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.PostAsync("/signout")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.GetAsync("/signout/complete")).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/signout/frontchannel")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Antiforgery_middleware_of_the_app_asks_for_no_token()
    {
        await using var app = await App(host => host.UseAntiforgery(), isBeforeRouting: false, _ => { }).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/signout", ("returnUrl", "/bye"))).StatusCode.Should().Be(HttpStatusCode.OK);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("/signout", true)]
    [InlineData("/signout", false)]
    [InlineData("/leave", true)]
    [InlineData("/leave", false)]
    public async Task HTTP_logging_of_all_fields_logs_no_token(string path, bool isBeforeRouting)
    {
        await using var app = await App(host => host.UseHttpLogging(), isBeforeRouting, services => services.AddHttpLogging(LogAll)).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync(path);
        await browser.PostByScriptAsync(path);
        await browser.PostAsync("/signout/backchannel", ("logout_token", app.Okta.IssuedIdTokens.Single()));

        var logged = app.Logs.GetSnapshot().Where(record => record.Category?.Contains("HttpLogging", StringComparison.Ordinal) is true).Select(record => record.Message).ToList();
        logged.Should().Contain(message => message.Contains($"Path: {path}")).And.NotContain(message => message.Contains(app.Okta.IssuedIdTokens.Single()));
    }

    [Theory]
    [InlineData("/signout/session/events", HttpStatusCode.Unauthorized)]
    [InlineData("/signout/universal", HttpStatusCode.Unauthorized)]
    [InlineData("/signout/continue", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/stream", HttpStatusCode.Unauthorized)]
    public async Task Status_code_pages_do_not_hide_what_a_script_or_Okta_is_told(string path, HttpStatusCode status)
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = StartUpMessages.AddAllChannels,
            First = host => host.UseStatusCodePagesWithRedirects("/error/{0}"),
            Endpoints = host => host.MapGet("/stream", () => "").RequireAuthorization(),
        }.StartAsync();

        var response = await app.NewBrowser().SendAsync(new(path is "/signout/universal" ? HttpMethod.Post : HttpMethod.Get, path)
        {
            Headers = { { "Accept", path is "/stream" ? "text/event-stream" : "*/*" }, { "Sec-Purpose", "prefetch" } },
        });

        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Every_endpoint_says_itself_what_does_not_apply_to_it()
    {
        await using var app = await new SomeApp { AddOktaLogout = StartUpMessages.AddAllChannels }.StartAsync();

        app.Services.GetRequiredService<MappedEndpoints>().All.Select(endpoint => endpoint.Metadata).Should().HaveCount(12).And.OnlyContain(metadata =>
            metadata.GetMetadata<DisableRequestTimeoutAttribute>() != null
            && metadata.GetMetadata<OutputCacheAttribute>()!.NoStore
            && metadata.GetMetadata<DisableRateLimitingAttribute>() != null
            && metadata.GetMetadata<IAllowAnonymous>() != null
            && metadata.GetMetadata<ISkipStatusCodePagesMetadata>() != null
            && !metadata.GetMetadata<IAntiforgeryMetadata>()!.RequiresValidation);
    }

    private static SomeApp App(Action<WebApplication> use, bool isBeforeRouting, Action<IServiceCollection> services) => new()
    {
        Services = services,
        First = isBeforeRouting ? use : _ => { },
        Endpoints = host =>
        {
            if (!isBeforeRouting)
                use(host);
            host.MapPost("/leave", () => new OktaSignOutResult());
            host.MapGet("/slow", WaitUntilAbortedAsync);
            host.MapGet("/other", () => "other");
        },
    };

    private static void LogAll(HttpLoggingOptions options)
    {
        options.LoggingFields = HttpLoggingFields.All;
        options.RequestBodyLogLimit = options.ResponseBodyLogLimit = 64 * 1024;
        options.MediaTypeOptions.AddText("application/x-www-form-urlencoded");
    }

    private static void LimitAllButSignIn(RateLimiterOptions options) => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
        context => context.Request.Path.StartsWithSegments("/signout") || context.Request.Path == "/other"
            ? RateLimitPartition.GetFixedWindowLimiter("limited", _ => new() { PermitLimit = 1, Window = TimeSpan.FromHours(1) })
            : RateLimitPartition.GetNoLimiter("others"));

    private static async Task WaitUntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
        context.RequestAborted.ThrowIfCancellationRequested();
    }
}
