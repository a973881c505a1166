using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>No cookie outlives the memory of revocations.</summary>
public sealed class LifetimesOfCookies
{
    [Fact]
    public async Task Revocations_are_remembered_for_as_long_as_the_session_cookie_lives()
    {
        await using var app = await new SomeApp { Cookie = options => options.ExpireTimeSpan = TimeSpan.FromDays(40) }.StartAsync();

        app.Services.GetRequiredService<IOptions<SessionTerminationOptions>>().Value.RevocationLifetime.Should().Be(TimeSpan.FromDays(40));
    }

    [Fact]
    public async Task The_longest_of_the_cookies_that_take_part_counts()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, _) => authentication
                .AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromHours(8))
                .AddCookie("Long", options => options.ExpireTimeSpan = TimeSpan.FromDays(60))
                .AddCookie("LeftOut", options => options.ExpireTimeSpan = TimeSpan.FromDays(365))
                .AddOpenIdConnect(SetUp)
                .AddOpenIdConnect("Second", options =>
                {
                    SetUp(options);
                    options.CallbackPath = "/signin-second";
                    options.SignInScheme = "Long";
                }),
            Web = options => options.ExcludedCookieSchemes.Add("LeftOut"),
        }.StartAsync();

        app.Services.GetRequiredService<IOptions<SessionTerminationOptions>>().Value.RevocationLifetime.Should().Be(TimeSpan.FromDays(60));

        static void SetUp(Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions options)
        {
            options.Authority = The.Issuer;
            options.ClientId = The.ClientId;
        }
    }

    [Fact]
    public async Task The_apps_own_value_wins()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.Configure<SessionTerminationOptions>(options => options.RevocationLifetime = TimeSpan.FromDays(90)),
        }.StartAsync();

        app.Services.GetRequiredService<IOptions<SessionTerminationOptions>>().Value.RevocationLifetime.Should().Be(TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task A_cookie_that_is_to_live_longer_is_limited_with_a_warning()
    {
        await using var app = await StartWithRememberMeAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/remember-me");

        app.OwnLogs.Should().Contain(record => record.Id.Id == 6103 && record.Level == LogLevel.Warning);
        app.Clock.Advance(TimeSpan.FromDays(15));
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_renewal_by_the_apps_validation_cannot_make_it_longer()
    {
        await using var app = await new SomeApp
        {
            Cookie = options =>
            {
                options.SlidingExpiration = false;
                options.Events.OnValidatePrincipal = context =>
                {
                    context.Properties.ExpiresUtc = The.Now.AddDays(400);
                    context.ShouldRenew = true;
                    return Task.CompletedTask;
                };
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();
        await thief.GetAsync("/");
        await browser.PostAsync("/signout");

        app.Clock.Advance(TimeSpan.FromDays(15));

        (await thief.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_ordinary_cookie_is_not_limited()
    {
        await using var app = await new SomeApp().StartAsync();

        await app.SignedInBrowserAsync();

        app.OwnLogs.Should().NotContain(record => record.Id.Id == 6103);
    }

    private static Task<RunningApp> StartWithRememberMeAsync() => new SomeApp
    {
        Endpoints = host => host.MapGet("/remember-me", async (HttpContext context) =>
        {
            var ticket = await context.AuthenticateAsync();
            ticket.Properties!.IsPersistent = true;
            ticket.Properties.ExpiresUtc = The.Now.AddDays(400);
            await context.SignInAsync(ticket.Principal!, ticket.Properties);
        }),
    }.StartAsync();
}
