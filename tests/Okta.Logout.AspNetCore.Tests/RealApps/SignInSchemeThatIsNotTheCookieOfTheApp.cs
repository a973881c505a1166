using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Okta signs in to a temporary cookie that the OpenID Connect scheme names itself, and a page of the app hands the user over to the app's cookie.
/// No default scheme names the temporary one.
/// </summary>
public sealed class SignInSchemeThatIsNotTheCookieOfTheApp
{
    private const string External = "External";
    private const string Application = "Cookies";
    private const string Backoffice = "Backoffice";

    private static readonly string[] AllHandOvers = ["/own-user", "/deletes-first", "/same-ticket", "/quickstart", "/forgetful"];

    [Theory, MemberData(nameof(HandOvers))]
    public async Task No_copy_works_after_the_sign_out(string handOver)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(HandOvers))]
    public async Task The_user_is_sent_to_Okta(string handOver)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(HandOvers))]
    public async Task The_refresh_token_that_the_app_asked_to_save_is_revoked(string handOver)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    [Theory, MemberData(nameof(HandOversAndChannels))]
    public async Task Every_channel_ends_the_session(string handOver, string channel)
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, handOver);
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_copy_of_the_temporary_cookie_signs_nobody_in_after_the_sign_out()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync();
        var copy = browser.Copy();
        await browser.GetAsync("/own-user");
        await app.RequestsAreOverAsync();
        app.Clock.Pass();

        await browser.PostAsync("/signout");
        app.Clock.Pass();
        await copy.GetAsync("/own-user");

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_temporary_cookie_that_the_app_forgot_to_delete_signs_nobody_in_after_the_sign_out()
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, "/forgetful");
        var copy = browser.Copy();
        app.Clock.Pass();

        await browser.PostAsync("/signout");
        app.Clock.Pass();

        foreach (var visitor in new[] { browser, copy })
        {
            await visitor.GetAsync("/forgetful");
            (await visitor.IsSignedInAsync()).Should().BeFalse();
        }
    }

    [Fact]
    public async Task A_sign_out_between_Okta_and_the_app_leads_to_Okta()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        await browser.SignInAsync();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        await browser.GetAsync("/own-user");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_session_of_the_back_office_that_began_with_a_password_stays()
    {
        await using var app = await StartAsync();
        var browser = await SignInAsync(app, "/own-user");
        await browser.PostAsync("/backoffice/password");

        await browser.PostAsync("/signout");

        (await browser.GetAsync("/backoffice/me")).IsSuccessStatusCode.Should().BeTrue();
    }

    [Fact]
    public async Task Nobody_is_signed_out_when_the_temporary_cookie_is_deleted()
    {
        await using var app = await StartAsync();

        var browser = await SignInAsync(app, "/own-user");
        app.Clock.Pass();

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    public static TheoryData<string> HandOvers() => [.. AllHandOvers];

    public static TheoryData<string, string> HandOversAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var channel in Channels.All.Except([Channels.AdministratorBySid]))
            data.Add("/own-user", channel);
        // An app that leaves the temporary cookie behind has not shown that it took its session over.
        foreach (var handOver in AllHandOvers.Except(["/forgetful"]))
            data.Add(handOver, Channels.AdministratorBySid);
        return data;
    }

    private static async Task<Browser> SignInAsync(RunningApp app, string handOver)
    {
        var browser = app.NewBrowser();
        await browser.FollowAsync(await browser.SignInAsync("/signin?returnUrl=" + handOver));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    private static Task<RunningApp> StartAsync() => new SomeApp
    {
        Authentication = (authentication, _) => authentication.AddCookie(Application).AddCookie(External).AddCookie(Backoffice).AddOpenIdConnect(options =>
        {
            SomeScheme.SetUp(options, The.Issuer, The.ClientId, "/signin-oidc");
            options.SignInScheme = External;
            options.SaveTokens = true;
        }),
        AddOktaLogout = Channels.Add,
        Endpoints = MapPages,
    }.StartAsync();

    private static void MapPages(WebApplication host)
    {
        host.MapGet("/own-user", (HttpContext context) => HandOverAsync(context, async _ =>
        {
            await context.SignInAsync(Application, LocalUser());
            await context.SignOutAsync(External);
        }));
        host.MapGet("/deletes-first", (HttpContext context) => HandOverAsync(context, async _ =>
        {
            await context.SignOutAsync(External);
            await context.SignInAsync(Application, LocalUser());
        }));
        host.MapGet("/same-ticket", (HttpContext context) => HandOverAsync(context, async ticket =>
        {
            await context.SignInAsync(Application, ticket.Principal, ticket.Properties);
            await context.SignOutAsync(External);
        }));
        host.MapGet("/quickstart", (HttpContext context) => HandOverAsync(context, async ticket =>
        {
            // As the quickstarts of IdentityServer do: the ID token goes along, for their own sign-out.
            var properties = new AuthenticationProperties();
            properties.StoreTokens([new() { Name = "id_token", Value = ticket.Properties.GetTokenValue("id_token")! }]);
            await context.SignInAsync(Application, LocalUser(), properties);
            await context.SignOutAsync(External);
        }));
        host.MapGet("/forgetful", (HttpContext context) => HandOverAsync(context, _ => context.SignInAsync(Application, LocalUser())));
        host.MapPost("/backoffice/password", (HttpContext context) => context.SignInAsync(Backoffice, LocalUser()));
        host.MapIsSignedIn("/backoffice/me", Backoffice);
    }

    private static async Task HandOverAsync(HttpContext context, Func<AuthenticationTicket, Task> handOver)
    {
        if ((await context.AuthenticateAsync(External)).Ticket is { } ticket)
            await handOver(ticket);
    }

    private static ClaimsPrincipal LocalUser() => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], Application));
}
