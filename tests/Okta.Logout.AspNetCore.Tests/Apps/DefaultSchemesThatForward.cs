using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Apps with cookies and bearer tokens, whose default scheme forwards to one of the two. Users sign in by Okta, or with a password of the app: whichever
/// it was, the cookie to which the default scheme leads says who they are.
/// </summary>
public sealed class DefaultSchemesThatForward
{
    private const string Forwards = "a policy scheme that forwards";
    private const string Selects = "a policy scheme that selects";
    private const string Tries = "AddIdentityApiEndpoints";
    private const string User = "bob";

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_user_with_a_password_is_signed_out(string kind)
    {
        await using var app = await StartAsync(kind);
        var browser = await SignedInAsync(app);

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task No_copy_works_after_the_sign_out(string kind)
    {
        await using var app = await StartAsync(kind);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_bearer_token_beside_the_cookie_does_not_keep_it_alive(string kind)
    {
        await using var app = await StartAsync(kind);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();

        await browser.SendAsync(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Authorization", "Bearer x" } } });

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_cookie_that_has_expired_is_ended_too(string kind)
    {
        await using var app = await StartAsync(kind);
        var browser = await SignedInAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(15));

        await browser.PostAsync("/signout");

        browser.Cookies.Names.Should().NotContain(".AspNetCore.Identity.Application");
    }

    [Fact]
    public async Task A_second_sign_in_by_a_form_of_the_provider_goes_on_with_the_first_session()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, _) =>
            {
                authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = "smart");
                authentication.AddPolicyScheme("smart", null, options => options.ForwardDefaultSelector = _ => "Cookies")
                    .AddCookie("Cookies").AddOpenIdConnect(options => SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc"));
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var first = browser.Copy();
        app.Clock.Pass();
        await SignInByFormOfTheProviderAsync(app, browser);
        app.Clock.Pass();

        await browser.PostAsync("/signout");

        (await first.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> Kinds() => new(Forwards, Selects, Tries);

    private static async Task<Browser> SignedInAsync(RunningApp app)
    {
        await app.AddPasswordUserAsync(User);
        var browser = app.NewBrowser();
        await browser.PostAsync("/login/password", ("user", User));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    // The app's cookie is SameSite=Lax: it does not come with a form that another site posts.
    private static async Task SignInByFormOfTheProviderAsync(RunningApp app, Browser browser)
    {
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var query = QueryHelpers.ParseQuery(authorize.Query);
        var callback = new Uri(query["redirect_uri"].ToString());
        var cookies = browser.Cookies.HeaderFor(callback)!.Split("; ").Where(cookie => !cookie.StartsWith(".AspNetCore.Cookies", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Post, callback)
        {
            Headers = { { "Cookie", string.Join("; ", cookies) } },
            Content = new FormUrlEncodedContent([new("code", app.Okta.Authorize(authorize)), new("state", query["state"].ToString())]),
        };
        browser.Cookies.Take(await app.Http.SendAsync(request, CancellationToken.None), callback);
    }

    private static Task<RunningApp> StartAsync(string kind)
    {
        var database = IdentityApp.NewDatabase();
        return new SomeApp
        {
            Authentication = (authentication, _) =>
            {
                authentication.Services.AddDbContext<IdentityUsers>(options => options.UseInMemoryDatabase(database));
                AddIdentity(authentication, kind);
                authentication.AddOpenIdConnect(options =>
                {
                    SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
                    options.SignInScheme = IdentityConstants.ExternalScheme;
                });
            },
            Endpoints = host =>
            {
                if (kind is Tries)
                    host.MapIdentityApi<IdentityUser>();
                host.MapPost("/login/password", async (HttpRequest request, SignInManager<IdentityUser> signIn) =>
                {
                    signIn.AuthenticationScheme = IdentityConstants.ApplicationScheme;
                    await signIn.PasswordSignInAsync((await request.ReadFormAsync())["user"]!, IdentityApp.Password, isPersistent: true, lockoutOnFailure: false);
                });
            },
        }.StartAsync();
    }

    private static void AddIdentity(AuthenticationBuilder authentication, string kind)
    {
        if (kind is Tries)
        {
            authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultScheme = null);
            authentication.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<IdentityUsers>();
            return;
        }

        authentication.AddBearerToken(IdentityConstants.BearerScheme);
        authentication.Services.AddIdentity<IdentityUser, IdentityRole>().AddEntityFrameworkStores<IdentityUsers>();
        authentication.Services.Configure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = "smart");
        authentication.AddPolicyScheme("smart", null, options =>
        {
            if (kind is Forwards)
                options.ForwardDefault = IdentityConstants.ApplicationScheme;
            else
                options.ForwardDefaultSelector = context => context.Request.Headers.Authorization.Count > 0 ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme;
        });
    }
}
