using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What an app keeps of its tokens decides what a sign-out can send; the ID token is kept for it.</summary>
public sealed class TokensOfTheApp
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_hint_is_sent_with_and_without_saved_tokens(bool saveTokens)
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.SaveTokens = saveTokens }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.Endpoint.Should().Be(The.EndSessionEndpoint);
        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_hint_is_sent_with_and_without_mapped_claims(bool mapInboundClaims)
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.MapInboundClaims = mapInboundClaims }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_encrypted_id_token_is_a_hint_as_it_was_signed(bool saveTokens)
    {
        await using var app = await StartWithEncryptionAsync(saveTokens);
        var browser = await app.SignedInBrowserAsync();

        (await SignOutAnswer.OfAsync(browser)).IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_session_of_an_encrypted_id_token_can_be_ended_from_elsewhere(bool saveTokens)
    {
        await using var app = await StartWithEncryptionAsync(saveTokens);
        var browser = await app.SignedInBrowserAsync();

        await app.NewBrowser().GetAsync($"/signout/frontchannel?iss={Uri.EscapeDataString(The.Issuer)}&sid={The.Sid}");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Saved_tokens_are_revoked()
    {
        await using var app = await new SomeApp().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().BeEquivalentTo(The.RefreshToken, The.AccessToken);
    }

    [Fact]
    public async Task Without_any_kept_token_the_app_is_signed_out_and_okta_is_asked_nothing()
    {
        await using var app = await StartWithoutTokensAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        app.Okta.Calls.Clear();

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.SignedOut.Should().BeTrue();
        answer.Endpoint.Should().BeNull();
        app.Okta.Calls.Should().BeEmpty();
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Without_any_kept_token_the_receipt_says_why_okta_is_not_signed_out()
    {
        SignOutReceipt? receipt = null;
        await using var app = await StartWithoutTokensAsync(host => host.MapPost("/own", async (HttpContext context) => { receipt = await context.SignOutOfOktaAsync(); }));
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/own");

        receipt!.OktaLogoutOmission.Should().Be(OktaLogoutOmission.NoIdToken);
        receipt.IsSignedOutLocally.Should().BeTrue();
        receipt.Steps.Single(step => step.Name == SignOutStepNames.OktaLogout).Error.Should().StartWith("OL5013");
    }

    [Fact]
    public async Task An_app_that_renews_its_tokens_without_the_id_token_keeps_it()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = context =>
            {
                StoreRenewedTokens(context.Properties);
                context.ShouldRenew = true;
                return Task.CompletedTask;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/");

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().BeEquivalentTo("secret-renewed-refresh-token", "secret-renewed-access-token");
    }

    [Fact]
    public async Task An_app_that_signs_in_anew_with_its_renewed_tokens_keeps_the_id_token()
    {
        await using var app = await StartWithRenewalAsync(ticket => ticket.Properties!);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/renew");

        var answer = await SignOutAnswer.OfAsync(browser);

        answer.IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
        app.Okta.RevokedTokens.Should().BeEquivalentTo("secret-renewed-refresh-token", "secret-renewed-access-token");
    }

    [Fact]
    public async Task An_app_that_signs_in_anew_with_fresh_properties_keeps_the_id_token()
    {
        await using var app = await StartWithRenewalAsync(_ => new());
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/renew");

        (await SignOutAnswer.OfAsync(browser)).IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task An_app_that_signs_in_anew_during_validation_keeps_the_id_token()
    {
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnValidatePrincipal = context =>
            {
                StoreRenewedTokens(context.Properties);
                return context.HttpContext.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, context.Principal!, context.Properties);
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/");

        (await SignOutAnswer.OfAsync(browser)).IdTokenHint.Should().Be(app.Okta.IssuedIdTokens.Single());
    }

    [Fact]
    public async Task A_renewed_id_token_replaces_the_first()
    {
        await using var app = await StartWithRenewalAsync(ticket =>
        {
            ticket.Properties!.UpdateTokenValue("id_token", TestKey.Sign(new Dictionary<string, object> { ["iss"] = The.Issuer, ["aud"] = The.ClientId, ["sub"] = The.Subject }));
            return ticket.Properties!;
        }, keepsTokens: true);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/renew");

        (await SignOutAnswer.OfAsync(browser)).IdTokenHint.Should().NotBe(app.Okta.IssuedIdTokens.Single()).And.NotBeNull();
    }

    private static void StoreRenewedTokens(AuthenticationProperties properties) => properties.StoreTokens(
    [
        new() { Name = "access_token", Value = "secret-renewed-access-token" },
        new() { Name = "refresh_token", Value = "secret-renewed-refresh-token" },
    ]);

    private static Task<RunningApp> StartWithRenewalAsync(Func<AuthenticateResult, AuthenticationProperties> renew, bool keepsTokens = false) => new SomeApp
    {
        Endpoints = host => host.MapGet("/renew", async (HttpContext context) =>
        {
            var ticket = await context.AuthenticateAsync();
            var properties = renew(ticket);
            if (!keepsTokens)
                StoreRenewedTokens(properties);
            await context.SignInAsync(ticket.Principal!, properties);
        }),
    }.StartAsync();

    private static async Task<RunningApp> StartWithEncryptionAsync(bool saveTokens)
    {
        var app = await new SomeApp
        {
            OpenIdConnect = options =>
            {
                options.SaveTokens = saveTokens;
                options.TokenValidationParameters.TokenDecryptionKey = TestKey.DecryptionKey;
            },
        }.StartAsync();
        app.Okta.EncryptsIdTokens = true;
        return app;
    }

    private static Task<RunningApp> StartWithoutTokensAsync(Action<WebApplication>? endpoints = null) => new SomeApp
    {
        OpenIdConnect = options => options.SaveTokens = false,
        Web = options => options.KeepIdToken = false,
        Endpoints = endpoints ?? (_ => { }),
    }.StartAsync();
}
