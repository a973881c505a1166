using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What docs/migration.md says of an app with the sign-out of Okta's guide: without the library, with it, and with the code of that page.</summary>
public sealed class MigratedApps
{
    private const string Before = "/account/before";
    private const string After = "/account/LogOut";

    [Fact]
    public async Task Without_the_library_a_copied_cookie_works_and_the_tokens_stay_valid()
    {
        await using var app = await StartAsync(isAdded: false);
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();

        var answer = await browser.PostAsync(Before);

        QueryHelpers.ParseQuery(answer.Headers.Location!.Query).Should().ContainKey("id_token_hint");
        (await thief.IsSignedInAsync()).Should().BeTrue();
        app.Okta.RevokedTokens.Should().BeEmpty();
    }

    [Fact]
    public async Task With_the_library_and_the_old_code_a_copied_cookie_is_refused_and_the_log_says_what_is_missing()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();

        var answer = await browser.PostAsync(Before);

        QueryHelpers.ParseQuery(answer.Headers.Location!.Query).Should().ContainKey("id_token_hint");
        (await thief.IsSignedInAsync()).Should().BeFalse();
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6106);
    }

    [Fact]
    public async Task With_the_new_code_the_tokens_are_revoked_and_the_ID_token_is_in_a_form()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var thief = browser.Copy();

        var form = await HtmlForm.ReadAsync(await browser.PostAsync(After));

        (form.Fields["id_token_hint"] == app.Okta.IssuedIdTokens.Single()).Should().BeTrue();
        (await browser.GetAsync("/signout/complete?state=" + form.Fields["state"])).Location().Should().Be("/Home");
        (await thief.IsSignedInAsync()).Should().BeFalse();
        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    [Theory, InlineData(Before, false), InlineData(After, true)]
    public async Task Without_an_ID_token_the_old_code_sends_the_browser_to_an_error_page_of_Okta_and_the_new_does_not(string action, bool staysHere)
    {
        await using var app = await StartAsync(openIdConnect: options => options.SaveTokens = false, web: options => options.KeepIdToken = false);
        var browser = await app.SignedInBrowserAsync();

        var answer = await browser.PostAsync(action);

        (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.StartsWith(The.EndSessionEndpoint, StringComparison.Ordinal)).Should().Be(!staysHere);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task MVC_drops_Async_from_the_route_of_an_action()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync(After + "Async")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<RunningApp> StartAsync(bool isAdded = true, Action<OpenIdConnectOptions>? openIdConnect = null, Action<OktaLogoutWebOptions>? web = null) => new SomeApp
    {
        AddOktaLogout = services =>
        {
            if (isAdded)
                services.AddOktaLogout(web ?? (_ => { }));
        },
        Map = endpoints =>
        {
            if (isAdded)
                endpoints.MapOktaLogout();
        },
        OpenIdConnect = openIdConnect ?? (_ => { }),
        Services = services => services.AddControllers()
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new Only())).AddApplicationPart(typeof(AccountController).Assembly),
        Endpoints = host => host.MapControllerRoute("default", "{controller}/{action}"),
    }.StartAsync();

    private sealed class Only : ControllerFeatureProvider
    {
        protected override bool IsController(System.Reflection.TypeInfo typeInfo) => typeInfo == typeof(AccountController);
    }

    [NonController]
    private sealed class AccountController : ControllerBase
    {
        [HttpPost, ActionName("before")]
        public SignOutResult SignOutOfBoth() => new SignOutResult(
            [OpenIdConnectDefaults.AuthenticationScheme, CookieAuthenticationDefaults.AuthenticationScheme], new AuthenticationProperties { RedirectUri = "/Home" });

        [HttpPost]
        public Task<IActionResult> LogOutAsync() => Task.FromResult<IActionResult>(new OktaSignOutResult("/Home"));
    }
}
