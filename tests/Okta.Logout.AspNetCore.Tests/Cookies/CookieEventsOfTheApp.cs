using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app's own cookie events run, however they were set.</summary>
public sealed class CookieEventsOfTheApp
{
    private static readonly string[] AllOfASession = ["SigningIn", "SignedIn", "ValidatePrincipal", "CheckSlidingExpiration", "SigningOut"];

    private readonly List<string> _calls = [];

    [Fact]
    public Task Events_set_as_an_object_run() => RunAsync(options => options.Events = new NotingCookieEvents(_calls), _ => { });

    [Fact]
    public Task Events_set_as_delegates_run() => RunAsync(
        options =>
        {
            options.Events.OnSigningIn = _ => Note("SigningIn");
            options.Events.OnSignedIn = _ => Note("SignedIn");
            options.Events.OnValidatePrincipal = _ => Note("ValidatePrincipal");
            options.Events.OnCheckSlidingExpiration = _ => Note("CheckSlidingExpiration");
            options.Events.OnSigningOut = _ => Note("SigningOut");
        },
        _ => { });

    [Fact]
    public Task Events_set_as_a_type_of_the_services_run() => RunAsync(
        options => options.EventsType = typeof(NotingCookieEvents),
        services => services.AddScoped(_ => new NotingCookieEvents(_calls)));

    [Fact]
    public Task Events_added_by_a_later_post_configuration_run() => RunAsync(
        _ => { },
        services => services.PostConfigure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
        {
            options.Events.OnSigningIn = _ => Note("SigningIn");
            options.Events.OnSignedIn = _ => Note("SignedIn");
            options.Events.OnValidatePrincipal = _ => Note("ValidatePrincipal");
            options.Events.OnCheckSlidingExpiration = _ => Note("CheckSlidingExpiration");
            options.Events.OnSigningOut = _ => Note("SigningOut");
        }));

    [Fact]
    public async Task An_event_added_while_the_app_runs_is_heard()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme)
            .Events.OnValidatePrincipal = _ => Note("ValidatePrincipal");
        await browser.GetAsync("/");

        _calls.Should().Equal("ValidatePrincipal");
    }

    [Fact]
    public async Task The_apps_validation_can_refuse_a_live_session()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = context =>
            {
                context.RejectPrincipal();
                return Task.CompletedTask;
            },
        }.StartAsync();

        var browser = await app.SignedInBrowserAsync();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_apps_validation_is_not_asked_about_a_session_that_has_ended()
    {
        await using var app = await new SomeApp { Cookie = options => options.Events.OnValidatePrincipal = _ => Note("ValidatePrincipal") }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/signout");
        _calls.Clear();

        await copy.GetAsync("/");

        _calls.Should().BeEmpty();
    }

    [Fact]
    public async Task The_apps_choice_not_to_slide_is_kept()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew = false;
                return Task.CompletedTask;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromDays(8));

        (await browser.GetAsync("/")).Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Fact]
    public async Task The_apps_redirect_to_its_sign_in_page_is_kept()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnRedirectToLogin = context =>
            {
                context.Response.Headers.Append("X-Login", "mine");
                return Task.CompletedTask;
            },
            Endpoints = host => host.MapGet("/login", (HttpContext context) => context.ChallengeAsync(CookieAuthenticationDefaults.AuthenticationScheme)),
        }.StartAsync();

        var answer = await app.NewBrowser().GetAsync("/login");

        answer.Headers.GetValues("X-Login").Should().Equal("mine");
    }

    private async Task RunAsync(Action<CookieAuthenticationOptions> cookie, Action<IServiceCollection> services)
    {
        await using var app = await new SomeApp { Cookie = cookie, Services = services }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.GetAsync("/");

        await browser.PostAsync("/signout");

        _calls.Should().Contain(AllOfASession);
        (await copy.IsSignedInAsync()).Should().BeFalse("the guard runs beside them");
    }

    private Task Note(string call)
    {
        _calls.Add(call);
        return Task.CompletedTask;
    }
}
