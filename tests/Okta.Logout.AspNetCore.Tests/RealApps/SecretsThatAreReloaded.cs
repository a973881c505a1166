using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The client secret comes from configuration, and is rotated while the app runs.</summary>
public sealed class SecretsThatAreReloaded
{
    private const string Rotated = The.ClientSecret + "-rotated";

    private readonly IConfigurationRoot _configuration =
        new ConfigurationBuilder().AddInMemoryCollection([new("Okta:ClientSecret", The.ClientSecret)]).Build();

    [Fact]
    public async Task A_sign_out_uses_the_new_secret_of_the_scheme()
    {
        await using var app = await StartAsync(services => services.Configure<OpenIdConnectOptions>("OpenIdConnect", _configuration.GetSection("Okta")));
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        Rotate();

        await browser.PostAsync("/signout");

        app.Okta.Revocations.Should().HaveCount(2).And.OnlyContain(revoked => revoked.ClientSecret == Rotated);
    }

    [Fact]
    public async Task A_sign_out_uses_the_new_secret_also_where_the_old_one_was_used_before()
    {
        await using var app = await StartAsync(services => services.Configure<OpenIdConnectOptions>("OpenIdConnect", _configuration.GetSection("Okta")));
        var (first, second) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());
        await first.PostAsync("/signout");
        app.Clock.Pass();
        Rotate();

        await second.PostAsync("/signout");

        app.Okta.Revocations.Select(revoked => revoked.ClientSecret).Should().Equal(The.ClientSecret, The.ClientSecret, Rotated, Rotated);
    }

    [Fact]
    public async Task A_sign_out_uses_the_new_secret_of_the_library_s_own_options()
    {
        await using var app = await StartAsync(services => services.Configure<OktaLogoutOptions>("OpenIdConnect", _configuration.GetSection("Okta")));
        var (first, second) = (await app.SignedInBrowserAsync(), await app.SignedInBrowserAsync());
        await first.PostAsync("/signout");
        app.Clock.Pass();
        Rotate();

        await second.PostAsync("/signout");

        app.Okta.Revocations.Select(revoked => revoked.ClientSecret).Should().Equal(The.ClientSecret, The.ClientSecret, Rotated, Rotated);
    }

    [Fact]
    public async Task A_sign_out_after_a_reload_still_leads_to_Okta_and_ends_the_session()
    {
        await using var app = await StartAsync(services => services.Configure<OpenIdConnectOptions>("OpenIdConnect", _configuration.GetSection("Okta")));
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        Rotate();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private void Rotate()
    {
        _configuration["Okta:ClientSecret"] = Rotated;
        _configuration.Reload();
    }

    private static Task<RunningApp> StartAsync(Action<IServiceCollection> services) => new SomeApp { Services = services }.StartAsync();
}
