using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Apps that sign in by Microsoft.Identity.Web, whatever tokens they have.</summary>
public sealed class SessionsOfMicrosoftIdentityWeb
{
    private const string ItsOwnSignOut = MicrosoftIdentityWebApp.SignOutOfBoth;

    [Theory, MemberData(nameof(Tokens))]
    public async Task The_user_goes_to_Okta_with_the_ID_token_and_comes_back(string tokens)
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(tokens);
        var browser = await app.SignedInBrowserAsync();

        var page = await SignOutPage.ReadAsync(await browser.PostAsync("/signout", ("returnUrl", "/goodbye")));

        page.ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
        (await browser.GetAsync("/signout/complete?state=" + page.Fields["state"])).Location().Should().Be("/goodbye");
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task No_copy_works_after_the_sign_out(string tokens)
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(tokens);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await SignOutAnswer.OfAsync(browser)).SignedOut.Should().BeTrue();

        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(TokensAndChannels))]
    public async Task Every_channel_ends_the_session(string tokens, string channel)
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(tokens);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();

        await app.EndAsync(channel);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task Its_own_sign_out_works_as_before_and_no_copy_works_after_it(string tokens)
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(tokens);
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = await browser.GetAsync(ItsOwnSignOut);

        answer.Headers.Location!.GetLeftPart(UriPartial.Path).Should().Be(The.EndSessionEndpoint);
        (QueryHelpers.ParseQuery(answer.Headers.Location.Query)["id_token_hint"] == app.Okta.IssuedIdTokens.Single()).Should().BeTrue();
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Its_MapLoginAndLogout_asks_for_an_antiforgery_token_because_the_library_adds_antiforgery()
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(endpoints: host => host.MapLoginAndLogout());
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        (await browser.PostAsync("/logout")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        await browser.PostAsync("/logout", ("__RequestVerificationToken", await browser.AntiforgeryTokenAsync()));

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Tokens))]
    public async Task The_apps_events_run_as_before(string tokens)
    {
        var signOuts = 0;
        await using var app = await MicrosoftIdentityWebApp.StartAsync(
            tokens,
            options =>
            {
                options.Events.OnTokenValidated = context =>
                {
                    context.Principal!.AddIdentity(new ClaimsIdentity([new("department", "tests")]));
                    return Task.CompletedTask;
                };
                options.Events.OnRedirectToIdentityProviderForSignOut = _ =>
                {
                    signOuts++;
                    return Task.CompletedTask;
                };
            },
            endpoints: host => host.MapGet("/department", (ClaimsPrincipal user) => user.FindFirstValue("department")));
        var browser = await app.SignedInBrowserAsync();

        (await (await browser.GetAsync("/department")).Content.ReadAsStringAsync()).Should().Be("tests");

        await browser.GetAsync(ItsOwnSignOut);

        signOuts.Should().Be(1);
    }

    [Fact]
    public async Task A_session_that_is_rejected_for_want_of_an_account_in_the_cache_is_signed_out_at_Okta()
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(MicrosoftIdentityWebApp.TokensInMsal, cookie: options => options.Events.OnValidatePrincipal = RejectWithoutAccountAsync);
        var browser = await app.SignedInBrowserAsync();
        (await browser.IsSignedInAsync()).Should().BeFalse();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task Refresh_and_access_token_are_revoked_if_they_are_in_the_ticket()
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(MicrosoftIdentityWebApp.TokensInTicket);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Of_the_tokens_in_MSALs_cache_only_a_saved_access_token_is_revoked(bool isSaved)
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(MicrosoftIdentityWebApp.TokensInMsal, options => options.SaveTokens = isSaved);
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Equal(isSaved ? [The.AccessToken] : []);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_terminator_clears_MSALs_cache(bool isItsOwnSignOut)
    {
        await using var app = await StartWithTerminatorAsync();
        var browser = await app.SignedInBrowserAsync();
        app.HasTokensInMsal().Should().BeTrue();

        await (isItsOwnSignOut ? browser.GetAsync(ItsOwnSignOut) : browser.PostAsync("/signout"));

        app.HasTokensInMsal().Should().BeFalse();
    }

    [Fact]
    public async Task A_terminator_clears_MSALs_cache_when_the_sessions_of_a_user_end()
    {
        await using var app = await StartWithTerminatorAsync();
        await app.SignedInBrowserAsync();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySubject);

        app.HasTokensInMsal().Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_terminator_the_tokens_stay_in_MSALs_cache()
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(MicrosoftIdentityWebApp.TokensInMsal);
        var browser = await app.SignedInBrowserAsync();

        await browser.GetAsync(ItsOwnSignOut);

        app.HasTokensInMsal().Should().BeTrue();
    }

    [Fact]
    public async Task Its_token_acquisition_finds_no_account_for_a_user_of_Okta()
    {
        await using var app = await MicrosoftIdentityWebApp.StartAsync(MicrosoftIdentityWebApp.TokensInMsal, endpoints: host => host.MapGet("/token", AcquireAsync));
        var browser = await app.SignedInBrowserAsync();

        (await browser.GetAsync("/token")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_sign_in_that_reads_the_document_at_its_MetadataAddress_is_signed_out_at_Okta()
    {
        await using var app = await new SomeApp
        {
            Authentication = (authentication, _) => authentication.AddMicrosoftIdentityWebApp(options =>
            {
                MicrosoftIdentityWebApp.SetUp(options);
                (options.ResponseType, options.SaveTokens) = ("code", true);
                options.MetadataAddress = The.MetadataAddress;
                options.TokenValidationParameters.ValidIssuer = The.Issuer;
            }),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    public static TheoryData<string> Tokens() => [.. MicrosoftIdentityWebApp.All];

    public static TheoryData<string, string> TokensAndChannels()
    {
        var data = new TheoryData<string, string>();
        foreach (var tokens in MicrosoftIdentityWebApp.All)
        {
            data.Add(tokens, Channels.FrontChannel);
            data.Add(tokens, Channels.UniversalLogout);
        }

        return data;
    }

    private static Task<RunningApp> StartWithTerminatorAsync() => MicrosoftIdentityWebApp.StartAsync(
        MicrosoftIdentityWebApp.TokensInMsal, addOktaLogout: services => services.AddOktaLogout().AddSessionTerminator<Snippets.AccountTerminator>());

    // What RejectSessionCookieWhenAccountNotInCacheEvents of Microsoft's samples does.
    private static async Task RejectWithoutAccountAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await context.HttpContext.RequestServices.GetRequiredService<ITokenAcquisition>().GetAccessTokenForUserAsync(
                ["profile"], authenticationScheme: OpenIdConnectDefaults.AuthenticationScheme, user: context.Principal);
        }
        catch (MicrosoftIdentityWebChallengeUserException)
        {
            context.RejectPrincipal();
        }
    }

    private static async Task<IResult> AcquireAsync(ITokenAcquisition acquisition)
    {
        try
        {
            return Results.Text(await acquisition.GetAccessTokenForUserAsync(["profile"], authenticationScheme: OpenIdConnectDefaults.AuthenticationScheme));
        }
        catch (MicrosoftIdentityWebChallengeUserException)
        {
            return Results.NotFound();
        }
    }
}
