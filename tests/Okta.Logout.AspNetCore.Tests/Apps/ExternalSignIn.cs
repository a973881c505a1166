using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Apps on ASP.NET Core Identity and the like: Okta signs in to an external cookie, the app then issues its own for a user of its own.</summary>
public sealed class ExternalSignIn
{
    private const string External = "Identity.External";
    private const string Application = "Identity.Application";

    private readonly RecordingTerminator _terminator = new();

    [Theory, InlineData("/before"), InlineData("/after")]
    public async Task The_apps_session_lives_whenever_the_external_cookie_is_deleted(string handOver)
    {
        await using var app = await StartAsync();

        var browser = await SignInAsync(app, handOver);

        (await browser.IsSignedInAsync()).Should().BeTrue();
        _terminator.Terminations.Should().BeEmpty("nobody signed out");
    }

    [Theory, InlineData("/before"), InlineData("/after")]
    public async Task The_apps_session_ends_at_okta_too(string handOver)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);
        var copy = browser.Copy();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData("/before"), InlineData("/after")]
    public async Task The_apps_session_has_the_identity_that_okta_gave_it(string handOver)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);

        await app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSession(The.Issuer, The.Sid), SessionTerminationReason.Administrator));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_apps_cookie_is_found_without_its_name()
    {
        await using var app = await StartAsync(services => services.AddOktaLogout());
        var browser = await SignInAsync(app, "/after");
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_of_the_external_cookie_ends_with_the_session()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync();
        var copy = browser.Copy();
        await browser.GetAsync("/after");
        await app.RequestsAreOverAsync();

        await browser.PostAsync("/signout");
        await copy.GetAsync("/after");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_cookie_that_holds_no_session_is_left_alone()
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, "/after");
        await browser.GetAsync("/remember-browser");

        await browser.PostAsync("/signout");

        (await (await browser.GetAsync("/is-remembered")).Content.ReadAsStringAsync()).Should().Be("true");
    }

    private static async Task<Browser> SignInAsync(RunningApp app, string handOver)
    {
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync(handOver);
        return browser;
    }

    private Task<RunningApp> StartAsync(Action<IServiceCollection>? addOktaLogout = null) => new SomeApp
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options =>
            {
                options.DefaultScheme = Application;
                options.DefaultSignInScheme = External;
            });
            authentication.AddCookie(Application).AddCookie(External).AddCookie("Identity.TwoFactorRememberMe").AddOpenIdConnect(options =>
            {
                options.Authority = The.Issuer;
                options.ClientId = The.ClientId;
                options.ClientSecret = The.ClientSecret;
                options.ResponseType = "code";
            });
        },
        AddOktaLogout = addOktaLogout ?? (services => services.AddOktaLogout("OpenIdConnect", Application)),
        Services = services => services.AddSingleton<ISessionTerminator>(_terminator),
        Endpoints = host =>
        {
            host.MapGet("/before", (HttpContext context) => HandOverAsync(context, deletesFirst: true));
            host.MapGet("/after", (HttpContext context) => HandOverAsync(context, deletesFirst: false));
            host.MapGet("/remember-browser", (HttpContext context) => context.SignInAsync(
                "Identity.TwoFactorRememberMe", new(new ClaimsIdentity([new(ClaimTypes.Name, "local-42")], "remember"))));
            host.MapGet("/is-remembered", async (HttpContext context) => (await context.AuthenticateAsync("Identity.TwoFactorRememberMe")).Succeeded);
        },
    }.StartAsync();

    private static async Task HandOverAsync(HttpContext context, bool deletesFirst)
    {
        if (!(await context.AuthenticateAsync(External)).Succeeded)
            return;
        if (deletesFirst)
            await context.SignOutAsync(External);
        await context.SignInAsync(Application, new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], Application)));
        if (!deletesFirst)
            await context.SignOutAsync(External);
    }
}
