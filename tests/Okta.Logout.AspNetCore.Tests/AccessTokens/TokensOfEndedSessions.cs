using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A web app and an API that share the revocation list.</summary>
public sealed class TokensOfEndedSessions
{
    private readonly MemorySessionRevocationStore _list = new(new FakeTimeProvider(The.Now));

    [Fact]
    public async Task The_access_token_of_a_session_ends_with_the_users_sign_out()
    {
        var token = SomeAccessToken.With();
        var (web, api) = await StartAsync(token);
        await using var runningWeb = web;
        await using var runningApi = api;
        var browser = await web.SignedInBrowserAsync();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await browser.PostAsync("/signout");

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK, "it belongs to another session of the user");
    }

    [Fact]
    public async Task It_ends_too_when_the_apps_own_code_signs_the_user_out()
    {
        var token = SomeAccessToken.With();
        var (web, api) = await StartAsync(token);
        await using var runningWeb = web;
        await using var runningApi = api;
        var browser = await web.SignedInBrowserAsync();

        await browser.GetAsync("/own-signout");

        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_issuer_in_the_session_names_nothing()
    {
        var (web, api) = await StartAsync(TestKey.Sign(new Dictionary<string, object> { ["iss"] = "https://other.example.com", ["jti"] = "AT.victim" }));
        await using var runningWeb = web;
        await using var runningApi = api;
        var browser = await web.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await api.StatusOfAsync(SomeAccessToken.With(("jti", "AT.victim")))).Should().Be(HttpStatusCode.OK);
        _list.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_list_that_does_not_accept_the_entries_is_in_the_receipt_and_this_node_refuses_the_token()
    {
        var token = SomeAccessToken.With();
        var down = SwitchableStore.Down();
        await using var both = await new SomeApi
        {
            Services = services => services.AddSingleton<ISessionRevocationStore>(down),
        }.StartAsync();

        var receipt = await both.Services.GetRequiredService<IOktaSignOut>().SignOutAsync(new()
        {
            Session = new() { TicketId = The.TicketId, Issuer = The.Issuer },
            AccessToken = token,
            Registration = "Bearer",
            Scope = SignOutScope.AppOnly,
        });

        receipt.Steps.Should().Contain(step => step.Name == SignOutStepNames.RevocationList && step.Outcome == SignOutStepOutcome.Failed);
        (await both.StatusOfAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    private async Task<(RunningApp Web, RunningApp Api)> StartAsync(string accessToken)
    {
        var web = await new SomeApp
        {
            Services = services => services.AddSingleton<ISessionRevocationStore>(_list),
            Endpoints = host => host.MapGet("/own-signout", (HttpContext context) => context.SignOutAsync()).AllowAnonymous(),
        }.StartAsync();
        web.Okta.AccessToken = accessToken;
        var api = await new SomeApi { Services = services => services.AddSingleton<ISessionRevocationStore>(_list) }.StartAsync();
        return (web, api);
    }
}
