using Microsoft.AspNetCore.Authentication.Cookies;
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

    private static SomeApp App(bool hasAccessor) => new()
    {
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
