using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The options of the schemes come from the tenant of the request, and the code that sets them throws outside of one: ASP.NET Core itself never reads them there.</summary>
public sealed class TenantsThatNeedARequest
{
    [Fact]
    public async Task The_app_starts_and_signs_users_out_at_the_tenant_s_Okta()
    {
        await using var app = await App(hasAccessor: true).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.Revocations.Should().HaveCount(2).And.OnlyContain(revoked => revoked.ClientId == "client-app.example.com");
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task One_line_for_each_scheme_says_that_its_options_were_not_checked()
    {
        await using var app = await App(hasAccessor: true).StartAsync();

        app.OwnLogs.Select(record => record.Message).Where(message => message.StartsWith("OL6027:", StringComparison.Ordinal)).Should()
            .SatisfyRespectively(first => first.Should().Contain("OpenIdConnect"), second => second.Should().Contain("Cookies"));
    }

    [Fact]
    public Task An_app_without_access_to_the_request_fails_at_start() => FluentActions.Awaiting(() => App(hasAccessor: false).StartAsync()).Should().ThrowAsync<NullReferenceException>();

    [Fact]
    public async Task The_app_starts_also_if_it_revalidates_sessions_and_limits_them()
    {
        await using var app = await App(
            hasAccessor: true,
            services =>
            {
                services.Configure<OktaLogoutWebOptions>(options =>
                {
                    options.ExcludedCookieSchemes.Add("Cookies");
                    options.IdleTimeout = TimeSpan.FromMinutes(10);
                });
                services.AddOktaLogout().RevalidateSessions(TimeSpan.FromMinutes(10));
            }).StartAsync();

        (await app.NewBrowser().GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_API_starts_and_accepts_tokens_of_the_tenant()
    {
        await using var api = await new SomeApi
        {
            Channels = logout => logout.AddTokenIntrospection(_ => false).AddUniversalLogout(SomeUniversalLogout.Endpoint),
            Services = services =>
            {
                services.AddHttpContextAccessor();
                services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IServiceProvider>((options, provider) => options.Audience = "api://" + HostOf(provider));
            },
        }.StartAsync();

        (await api.StatusOfAsync(SomeAccessToken.With(("aud", "api://" + RunningApp.Origin.Host)))).Should().Be(HttpStatusCode.OK);
    }

    private static SomeApp App(bool hasAccessor, Action<IServiceCollection>? more = null) => new()
    {
        Services = more ?? (_ => { }),
        ServicesBefore = services =>
        {
            if (hasAccessor)
                services.AddHttpContextAccessor();
            services.AddOptions<OpenIdConnectOptions>("OpenIdConnect").Configure<IServiceProvider>((options, provider) => options.ClientId = "client-" + HostOf(provider));
            services.AddOptions<CookieAuthenticationOptions>("Cookies").Configure<IServiceProvider>((options, provider) => options.Cookie.Name = "session-" + HostOf(provider));
        },
        Authentication = (authentication, _) => authentication.AddCookie().AddOpenIdConnect(options =>
        {
            options.Authority = The.Issuer;
            options.ClientSecret = The.ClientSecret;
            options.ResponseType = "code";
            options.SaveTokens = true;
        }),
    };

    private static string HostOf(IServiceProvider services) => services.GetService<IHttpContextAccessor>()!.HttpContext!.Request.Host.Host;
}
