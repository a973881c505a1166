using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app adds OpenID Connect schemes while it runs, such as one for each customer, beside a static one or without any.</summary>
public sealed class SchemesAddedAtRunTime
{
    private const string Customer = "customer-7";
    private const string CustomersIssuer = "https://customer7.okta.com/oauth2/default";

    [Theory, MemberData(nameof(SetUps))]
    public async Task The_user_is_sent_to_the_customer_s_Okta(bool hasStaticScheme, bool usesOptionsCache)
    {
        await using var app = await StartAsync(hasStaticScheme);
        AddScheme(app, usesOptionsCache);
        var browser = await SignedInAsync(app);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single(), CustomersIssuer + "/v1/logout");
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task The_tokens_are_revoked_there_and_nowhere_else(bool hasStaticScheme, bool usesOptionsCache)
    {
        await using var app = await StartAsync(hasStaticScheme);
        AddScheme(app, usesOptionsCache);
        var browser = await SignedInAsync(app);

        await browser.PostAsync("/signout");

        app.Okta.Revocations.Should().NotBeEmpty().And.OnlyContain(revoked => revoked.Server == CustomersIssuer && revoked.ClientId == Customer);
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task No_copy_works_after_the_sign_out(bool hasStaticScheme, bool usesOptionsCache)
    {
        await using var app = await StartAsync(hasStaticScheme);
        AddScheme(app, usesOptionsCache);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SetUps))]
    public async Task The_customer_s_Okta_ends_the_session(bool hasStaticScheme, bool usesOptionsCache)
    {
        await using var app = await StartAsync(hasStaticScheme);
        AddScheme(app, usesOptionsCache);
        var browser = await SignedInAsync(app);
        app.Clock.Pass();

        await app.FrontChannelAsync(issuer: CustomersIssuer);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_app_without_any_scheme_yet_starts_and_signs_nobody_out()
    {
        await using var app = await StartAsync(hasStaticScheme: false);

        (await SignOutPage.PressAsync(app.NewBrowser())).Address.Should().Be("/");
    }

    [Fact]
    public async Task A_scheme_that_is_added_after_somebody_signed_out_takes_part()
    {
        await using var app = await StartAsync(hasStaticScheme: true);
        await (await app.SignedInBrowserAsync()).PostAsync("/signout");
        AddScheme(app, usesOptionsCache: false);
        var browser = await SignedInAsync(app);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens[1], CustomersIssuer + "/v1/logout");
    }

    [Fact]
    public async Task The_session_of_a_scheme_that_was_removed_ends_and_its_tokens_go_nowhere_else()
    {
        await using var app = await StartAsync(hasStaticScheme: true);
        AddScheme(app, usesOptionsCache: false);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();
        app.Services.GetRequiredService<IAuthenticationSchemeProvider>().RemoveScheme(Customer);
        app.Services.GetRequiredService<IOptionsMonitorCache<OpenIdConnectOptions>>().TryRemove(Customer);

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.Endpoint.Should().NotBe(The.EndSessionEndpoint);
        app.Okta.Revocations.Should().NotContain(revoked => revoked.Server == The.Issuer);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_static_scheme_goes_on_to_work()
    {
        await using var app = await StartAsync(hasStaticScheme: true);
        AddScheme(app, usesOptionsCache: false);
        var browser = await app.SignedInBrowserAsync();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.Revocations.Should().NotBeEmpty().And.OnlyContain(revoked => revoked.Server == The.Issuer);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_cookie_scheme_that_is_added_at_run_time_takes_part(bool usesOptionsCache)
    {
        const string Cookie = "customer-7-cookie";
        await using var app = await StartAsync(hasStaticScheme: true, host => host.MapIsSignedIn("/customer/me", Cookie));
        AddCookieScheme(app, Cookie, usesOptionsCache);
        AddScheme(app, usesOptionsCache, signInScheme: Cookie);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();
        (await copy.GetAsync("/customer/me")).IsSuccessStatusCode.Should().BeTrue();

        var page = await SignOutPage.PressAsync(browser);

        page.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single(), CustomersIssuer + "/v1/logout");
        (await copy.GetAsync("/customer/me")).IsSuccessStatusCode.Should().BeFalse();
    }

    public static TheoryData<bool, bool> SetUps() => new() { { true, false }, { true, true }, { false, false }, { false, true } };

    private static async Task<Browser> SignedInAsync(RunningApp app)
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync("/to-customer");
        return browser;
    }

    private static Task<RunningApp> StartAsync(bool hasStaticScheme, Action<WebApplication>? endpoints = null) => new SomeApp
    {
        Authentication = (authentication, okta) =>
        {
            okta.AddServer(CustomersIssuer);
            authentication.AddCookie();
            if (hasStaticScheme)
                authentication.AddOpenIdConnect(options => SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"));

            // What AddOpenIdConnect would add.
            authentication.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
            authentication.Services.TryAddTransient<OpenIdConnectHandler>();
            authentication.Services.Configure<OpenIdConnectOptions>(Customer, options => SetUp(options, CustomersIssuer, Customer, "/signin-customer"));
        },
        Endpoints = host =>
        {
            host.MapChallenge("/to-customer", Customer);
            endpoints?.Invoke(host);
        },
    }.StartAsync();

    // By the name of configured options, or as many samples do: by options that are put into the cache, after the framework's own post-configuration.
    private static void AddScheme(RunningApp app, bool usesOptionsCache, string signInScheme = CookieAuthenticationDefaults.AuthenticationScheme)
    {
        var services = app.Services;
        if (usesOptionsCache)
        {
            var options = new OpenIdConnectOptions { SignInScheme = signInScheme, BackchannelHttpHandler = app.Okta };
            SetUp(options, CustomersIssuer, Customer, "/signin-customer");
            options.TokenValidationParameters.LifetimeValidator = (_, expires, _, _) => expires > app.Clock.GetUtcNow().UtcDateTime;
            options.TimeProvider = app.Clock;
            new OpenIdConnectPostConfigureOptions(services.GetRequiredService<IDataProtectionProvider>()).PostConfigure(Customer, options);
            services.GetRequiredService<IOptionsMonitorCache<OpenIdConnectOptions>>().TryAdd(Customer, options);
        }
        else
            services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(Customer).SignInScheme = signInScheme;

        services.GetRequiredService<IAuthenticationSchemeProvider>().AddScheme(new(Customer, Customer, typeof(OpenIdConnectHandler)));
    }

    private static void AddCookieScheme(RunningApp app, string name, bool usesOptionsCache)
    {
        var services = app.Services;
        if (usesOptionsCache)
        {
            var options = new CookieAuthenticationOptions { TimeProvider = app.Clock };
            new PostConfigureCookieAuthenticationOptions(services.GetRequiredService<IDataProtectionProvider>()).PostConfigure(name, options);
            services.GetRequiredService<IOptionsMonitorCache<CookieAuthenticationOptions>>().TryAdd(name, options);
        }

        services.GetRequiredService<IAuthenticationSchemeProvider>().AddScheme(new(name, name, typeof(CookieAuthenticationHandler)));
    }

    private static void SetUp(OpenIdConnectOptions options, string issuer, string clientId, string path)
    {
        SomeScheme.SetUp(options, issuer, clientId, path);
        options.SaveTokens = true;
    }
}
