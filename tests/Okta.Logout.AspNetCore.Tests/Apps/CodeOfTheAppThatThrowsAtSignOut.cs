using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Code of the app that a sign-out calls, beside that of its authentication, throws: the user is signed out, and gets to Okta.</summary>
public sealed class CodeOfTheAppThatThrowsAtSignOut
{
    private bool _isDown;

    [Fact]
    public Task A_policy_scheme_that_selects_the_default_scheme() => SignsOutAsync(new()
    {
        Authentication = (authentication, _) =>
        {
            authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "smart");
            authentication.AddPolicyScheme("smart", null, options => options.ForwardDefaultSelector = _ => SelectCookies())
                .AddCookie().AddOpenIdConnect(options =>
                {
                    SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
                    options.SaveTokens = true;
                });
        },
    });

    [Fact]
    public Task A_cookie_scheme_that_selects_where_to_forward() => SignsOutAsync(new() { Cookie = options => options.ForwardDefaultSelector = _ => SelectCookies() });

    [Fact]
    public Task A_cookie_manager_that_deletes() => SignsOutAsync(new() { Cookie = options => options.CookieManager = new ManagerThatDeletesNothing() });

    [Fact]
    public async Task The_options_of_the_cookie_of_another_provider()
    {
        await using var app = await new SomeApp
        {
            Services = services =>
            {
                services.Configure<CookieAuthenticationOptions>("partner", _ => throw new InvalidOperationException("No such partner."));
                services.Configure<OpenIdConnectOptions>("partner-oidc", options =>
                {
                    SomeScheme.SetUp(options, "https://partner.okta.com", The.ClientId, "/signin-partner");
                    options.SignInScheme = "partner";
                });
            },
        }.StartAsync();
        var schemes = app.Services.GetRequiredService<IAuthenticationSchemeProvider>();
        schemes.AddScheme(new("partner", null, typeof(CookieAuthenticationHandler)));
        schemes.AddScheme(new("partner-oidc", null, typeof(OpenIdConnectHandler)));
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();
    }

    [Fact]
    public async Task A_page_of_the_app_of_which_the_built_in_one_takes_the_place()
    {
        await using var app = await AppWithPages(new PagesThatThrow()).StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        response.Header("Cache-Control").Should().Be("no-store");
        (await SignOutPage.ReadAsync(response)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 7007).Which.Message.Should().Contain(nameof(IOException)).And.NotContain("secret");
    }

    [Fact]
    public async Task A_confirmation_page_of_the_app_of_which_the_built_in_one_takes_the_place()
    {
        await using var app = await AppWithPages(new PagesThatThrow()).StartAsync();

        var response = await app.NewBrowser().GetAsync("/signout");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("Sign out?");
    }

    private static SomeApp AppWithPages(IOktaLogoutPages pages) => new() { Services = services => services.AddSingleton(pages) };

    private string SelectCookies() => _isDown ? throw new IOException("The tenant's database is down.") : CookieAuthenticationDefaults.AuthenticationScheme;

    private async Task SignsOutAsync(SomeApp some)
    {
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        _isDown = true;

        var page = await SignOutPage.PressAsync(browser);

        page.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        app.Okta.RevokedTokens.Should().HaveCount(2);
        _isDown = false;
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    private sealed class ManagerThatDeletesNothing : ICookieManager
    {
        private readonly ChunkingCookieManager _inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, key);

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => _inner.AppendResponseCookie(context, key, value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => throw new IOException("The app's own code.");
    }

    private sealed class PagesThatThrow : IOktaLogoutPages
    {
        public Task WriteConfirmationAsync(HttpContext context, ConfirmationForm form) => Throw(context);

        public Task WriteFormPostAsync(HttpContext context, LogoutRequest request) => Throw(context);

        public Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl) => Throw(context);

        public Task WriteIncompleteAsync(HttpContext context, LogoutRequest? request, string returnUrl) => Throw(context);

        private static Task Throw(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "application/json";
            throw new IOException("secret-of-the-page");
        }
    }
}
