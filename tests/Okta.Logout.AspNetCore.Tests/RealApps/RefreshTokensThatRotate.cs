using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The app renews its access token, and Okta gives it another refresh token each time; one such request ends after the sign-out.
/// </summary>
public sealed class RefreshTokensThatRotate
{
    private readonly HeldRequest _held = new();
    private RunningApp _app = null!;

    [Fact]
    public async Task The_refresh_token_of_a_validation_that_ends_after_the_sign_out_is_revoked_when_its_cookie_turns_up()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var late = browser.Copy();
        app.Clock.Pass();
        var request = late.GetAsync("/rotate-in-validation");
        await _held.Arrived;

        await browser.PostAsync("/signout");
        app.Clock.Pass();
        _held.Release();
        await request;
        (await late.IsSignedInAsync()).Should().BeFalse();

        await BothAreRevokedAsync();
    }

    [Fact]
    public async Task The_refresh_token_of_a_page_that_ends_after_the_sign_out_is_revoked_when_its_cookie_turns_up()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var late = browser.Copy();
        app.Clock.Pass();
        var request = late.GetAsync("/rotate-in-page");
        await _held.Arrived;

        await browser.PostAsync("/signout");
        app.Clock.Pass();
        _held.Release();
        await request;
        (await late.IsSignedInAsync()).Should().BeFalse();

        await BothAreRevokedAsync();
    }

    [Fact]
    public async Task The_refresh_token_of_a_request_that_another_node_has_is_revoked_when_its_cookie_turns_up()
    {
        var shared = new SharedState();
        shared.Okta.IssuesDistinctTokens = true;
        await using var a = await StartAsync(shared);
        await using var b = await StartAsync(shared);
        var browser = await a.SignedInBrowserAsync();
        var late = browser.CopyAt(b);
        shared.Clock.Pass();
        var request = late.GetAsync("/rotate-in-page");
        await _held.Arrived;

        await browser.PostAsync("/signout");
        shared.Clock.Pass();
        _held.Release();
        await request;
        (await late.CopyAt(a).IsSignedInAsync()).Should().BeFalse();
        (await late.IsSignedInAsync()).Should().BeFalse();

        await BothAreRevokedAsync();
    }

    [Theory, InlineData("/rotate-in-validation"), InlineData("/rotate-in-page")]
    public async Task The_refresh_token_that_a_request_before_the_sign_out_brought_is_revoked(string path)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        _held.Release();
        await browser.GetAsync(path);
        app.Clock.Pass();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[1]);
    }

    [Fact]
    public async Task The_refresh_token_that_the_request_of_the_sign_out_itself_brought_is_revoked()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Pass();
        _held.Release();

        await browser.PostAsync("/signout?rotates=true");

        app.Okta.IssuedRefreshTokens.Should().HaveCountGreaterThan(1);
        app.Okta.RevokedTokens.Should().Contain(app.Okta.IssuedRefreshTokens[^1]);
    }

    [Fact]
    public async Task The_refresh_token_that_a_second_sign_in_replaced_is_revoked_when_its_cookie_turns_up()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var first = browser.Copy();
        app.Clock.Pass();
        await browser.SignInAsync();
        app.Clock.Pass();
        await browser.PostAsync("/signout");
        app.Clock.Pass();

        (await first.IsSignedInAsync()).Should().BeFalse();

        await BothAreRevokedAsync();
    }

    private Task BothAreRevokedAsync() => _app.EventuallyAsync(() => Task.FromResult(_app.Okta.IssuedRefreshTokens.TrueForAll(_app.Okta.RevokedTokens.Contains)));

    private async Task<RunningApp> StartAsync(SharedState? shared = null)
    {
        shared ??= new();
        shared.Okta.IssuesDistinctTokens = true;
        _app = await new SomeApp
        {
            Clock = shared.Clock,
            Okta = shared.Okta,
            Services = services => shared.AddTo(services),
            Cookie = options => options.Events.OnValidatePrincipal = async context =>
            {
                if (context.Request.Path != "/rotate-in-validation" && !context.Request.Query.ContainsKey("rotates"))
                    return;
                await RotateAsync(context.Properties);
                context.ShouldRenew = true;
            },
            Endpoints = host => host.MapGet("/rotate-in-page", async (HttpContext context) =>
            {
                var ticket = (await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Ticket!;
                await RotateAsync(ticket.Properties);
                await context.SignInAsync(ticket.Principal, ticket.Properties);
            }),
        }.StartAsync();
        return _app;
    }

    private async Task RotateAsync(AuthenticationProperties properties)
    {
        using var http = new HttpMessageInvoker(_app.Okta, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, The.Issuer + "/v1/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", properties.GetTokenValue("refresh_token")!)]),
        };
        var tokens = await (await http.SendAsync(request, CancellationToken.None)).JsonAsync();
        await _held.HoldAsync();
        foreach (var name in new[] { "refresh_token", "access_token" })
            properties.UpdateTokenValue(name, tokens.GetProperty(name).GetString()!);
    }
}
