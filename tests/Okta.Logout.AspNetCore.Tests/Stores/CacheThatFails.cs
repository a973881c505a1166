using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class CacheThatFails
{
    private readonly SomeCache _cache = new();
    private SignOutReceipt? _receipt;

    [Fact]
    public async Task Requests_go_on_and_health_is_degraded_until_it_is_back()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await HealthAsync(app)).Status.Should().Be(HealthStatus.Healthy);

        _cache.IsDown = true;
        (await browser.IsSignedInAsync()).Should().BeTrue();
        var health = await HealthAsync(app);
        health.Status.Should().Be(HealthStatus.Degraded);
        health.Entries.Single().Value.Description.Should().Be("revocation list: OL6102: IOException");

        _cache.IsDown = false;
        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await HealthAsync(app)).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Requests_are_refused_where_the_app_says_so()
    {
        await using var app = await App(options => options.OnRevocationCheckFailure = RevocationCheckFailure.Reject).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        _cache.IsDown = true;
        (await browser.IsSignedInAsync()).Should().BeFalse();

        _cache.IsDown = false;
        (await browser.IsSignedInAsync()).Should().BeTrue("the session has not ended");
    }

    [Fact]
    public async Task A_sign_out_deletes_the_cookie_and_says_that_the_list_was_not_written()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        _cache.IsDown = true;

        await browser.PostAsync("/my-signout");

        _receipt!.IsSignedOutLocally.Should().BeFalse();
        _receipt.Steps.Should().ContainSingle(step => step.Name == SignOutStepNames.RevocationList).Which.Outcome.Should().Be(SignOutStepOutcome.Failed);
        _receipt.Steps.Should().ContainSingle(step => step.Name == SignOutStepNames.LocalSession).Which.Outcome.Should().Be(SignOutStepOutcome.Succeeded);
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        (await copy.IsSignedInAsync()).Should().BeFalse("this node knows what it has ended itself");
        (await HealthAsync(app)).Status.Should().Be(HealthStatus.Degraded);
    }

    [Fact]
    public async Task A_termination_from_outside_is_reported_as_failed()
    {
        await using var app = await App().StartAsync();
        _cache.IsDown = true;

        var result = await app.Services.GetRequiredService<IOktaSignOut>()
            .EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.UniversalLogout));

        result.Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task A_cache_that_hangs_costs_a_request_no_more_than_its_time()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        _cache.Hangs = true;

        var request = browser.IsSignedInAsync();
        while (!request.IsCompleted)
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        (await request).Should().BeTrue();
        app.OwnLogs.Should().Contain(record => record.Id.Id == 6102 && record.Message.Contains(nameof(TimeoutException), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_app_without_a_cache_does_not_start()
    {
        var app = new SomeApp { AddOktaLogout = services => services.AddOktaLogout().UseDistributedCache() };

        (await FluentActions.Awaiting(app.StartAsync).Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL9002*");
    }

    [Fact]
    public async Task Options_out_of_range_are_named_together()
    {
        var app = new SomeApp
        {
            AddOktaLogout = services => services.AddOktaLogout().UseDistributedCache(options =>
            {
                options.KeyPrefix = null!;
                options.CheckTimeout = TimeSpan.Zero;
                options.LocalCacheDuration = TimeSpan.FromSeconds(6);
            }),
            Services = services => services.AddSingleton<IDistributedCache>(_cache),
        };

        var failure = await FluentActions.Awaiting(app.StartAsync).Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>();
        failure.Which.Failures.Should().HaveCount(3).And.OnlyContain(text => text.StartsWith("OL9001: DistributedCacheRevocationOptions.", StringComparison.Ordinal));
    }

    private static Task<HealthReport> HealthAsync(RunningApp app) => app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private SomeApp App(Action<OktaLogoutWebOptions>? configure = null) => new()
    {
        AddOktaLogout = services => services.AddOktaLogout(configure ?? (_ => { })).UseDistributedCache(),
        Services = services =>
        {
            services.AddSingleton<IDistributedCache>(_cache);
            services.AddHealthChecks().AddOktaLogout();
        },
        Endpoints = host => host.MapPost("/my-signout", async (HttpContext context) => _receipt = await context.SignOutOfOktaAsync()),
    };
}
