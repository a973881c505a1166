using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>The app signs in itself, in an event of the OpenID Connect handler, and tells the handler that it is done.</summary>
public sealed class OwnSignInInAnEventOfTheHandler
{
    private const string OwnCookie = CookieAuthenticationDefaults.AuthenticationScheme;

    private static readonly string[] AllEvents =
    [
        "OnTicketReceived, own user", "OnTicketReceived, own user and the handler's properties", "OnTicketReceived, the handler's user and properties",
        "OnTokenValidated, own user", "OnTokenValidated, own user and the handler's properties", "OnTokenValidated, fresh tokens",
        "OnUserInformationReceived, own user", "OnTicketReceived, no HandleResponse",
    ];

    [Theory, MemberData(nameof(Events))]
    public async Task The_user_is_sent_to_Okta(string signsIn)
    {
        await using var app = await StartAsync(signsIn);
        var browser = await SignedInAsync(app);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, MemberData(nameof(Events))]
    public async Task The_refresh_token_is_revoked(string signsIn)
    {
        await using var app = await StartAsync(signsIn);
        var browser = await SignedInAsync(app);

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Contain(The.RefreshToken);
    }

    [Theory, MemberData(nameof(Events))]
    public async Task No_copy_works_after_the_sign_out(string signsIn)
    {
        await using var app = await StartAsync(signsIn);
        var browser = await SignedInAsync(app);
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(EventsAndChannels))]
    public async Task Every_channel_ends_the_session(string signsIn, string channel)
    {
        await using var app = await StartAsync(signsIn);
        var browser = await SignedInAsync(app);
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_second_cookie_that_the_app_issues_in_the_event_ends_with_the_first()
    {
        const string Second = "Second";
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.Events.OnTicketReceived = context => context.HttpContext.SignInAsync(Second, OwnUser()),
            Services = services => services.AddAuthentication().AddCookie(Second),
            Endpoints = host => host.MapIsSignedIn("/second/me", Second),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        (await browser.GetAsync("/second/me")).IsSuccessStatusCode.Should().BeTrue();
        app.Clock.Pass();

        await app.FrontChannelAsync();

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await browser.GetAsync("/second/me")).IsSuccessStatusCode.Should().BeFalse();
    }

    [Fact]
    public async Task Both_cookies_that_began_with_one_sign_in_end_by_one_sign_out()
    {
        const string Second = "Second";
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.Events.OnTicketReceived = context => context.HttpContext.SignInAsync(Second, OwnUser()),
            Services = services => services.AddAuthentication().AddCookie(Second),
            Endpoints = host => host.MapIsSignedIn("/second/me", Second),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.PostAsync("/signout");

        (await copy.IsSignedInAsync()).Should().BeFalse();
        (await copy.GetAsync("/second/me")).IsSuccessStatusCode.Should().BeFalse();
    }

    public static TheoryData<string> Events() => [.. AllEvents];

    public static TheoryData<string, string> EventsAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var signsIn in AllEvents)
            data.Add(signsIn, Channels.AdministratorBySid);
        foreach (var channel in Channels.All.Except([Channels.AdministratorBySid]))
            data.Add(AllEvents[0], channel);
        return data;
    }

    private static async Task<Browser> SignedInAsync(RunningApp app)
    {
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeTrue();
        return browser;
    }

    private static Task<RunningApp> StartAsync(string signsIn) => new SomeApp
    {
        AddOktaLogout = Channels.Add,
        OpenIdConnect = options =>
        {
            options.GetClaimsFromUserInfoEndpoint = signsIn.StartsWith("OnUserInformationReceived", StringComparison.Ordinal);
            SetEvents(options.Events, signsIn);
        },
    }.StartAsync();

    private static void SetEvents(OpenIdConnectEvents events, string signsIn)
    {
        switch (signsIn)
        {
            case "OnTicketReceived, own user":
                events.OnTicketReceived = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser()));
                break;
            case "OnTicketReceived, own user and the handler's properties":
                events.OnTicketReceived = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser(), context.Properties));
                break;
            case "OnTicketReceived, the handler's user and properties":
                events.OnTicketReceived = context => FinishAsync(context, () => SignInAsync(context.HttpContext, context.Principal!, context.Properties));
                break;
            case "OnTokenValidated, own user":
                events.OnTokenValidated = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser()));
                break;
            case "OnTokenValidated, own user and the handler's properties":
                events.OnTokenValidated = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser(), context.Properties));
                break;
            case "OnTokenValidated, fresh tokens":
                events.OnTokenValidated = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser(), TokensOf(context)));
                break;
            case "OnUserInformationReceived, own user":
                events.OnUserInformationReceived = context => FinishAsync(context, () => SignInAsync(context.HttpContext, OwnUser()));
                break;
            default:
                // The handler signs in a second time, with its own ticket.
                events.OnTicketReceived = context => SignInAsync(context.HttpContext, OwnUser());
                break;
        }
    }

    private static async Task FinishAsync<TOptions>(RemoteAuthenticationContext<TOptions> context, Func<Task> signIn)
        where TOptions : AuthenticationSchemeOptions
    {
        await signIn();
        context.Response.Redirect("/");
        context.HandleResponse();
    }

    private static Task SignInAsync(HttpContext context, ClaimsPrincipal user, AuthenticationProperties? properties = null) =>
        context.SignInAsync(OwnCookie, user, properties);

    private static AuthenticationProperties TokensOf(TokenValidatedContext context)
    {
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new() { Name = "refresh_token", Value = context.TokenEndpointResponse!.RefreshToken }]);
        return properties;
    }

    private static ClaimsPrincipal OwnUser() => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "local-42")], "own"));
}
