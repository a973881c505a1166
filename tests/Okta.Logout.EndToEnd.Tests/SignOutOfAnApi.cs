using System.Net.Http.Json;
using LocalOkta;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>
/// The API sample, called by the console sample: it learns of sign-outs from Okta, and has neither cookies nor pages. As at Okta, the <c>sub</c> of an access token is the
/// login name, and its <c>uid</c> is the <c>sub</c> of the ID token, by which a sign-out may name the user.
/// </summary>
public sealed class SignOutOfAnApi(DemoFixture fixture) : BrowserTest(fixture)
{
    private const string Login = "ada.lovelace@example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("okta-logout-api-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("universal-logout")]
    [InlineData("session-revoked")]
    public async Task An_access_token_is_refused_when_an_administrator_signs_its_user_out(string signal)
    {
        using var api = new ApiProcess();
        await using var okta = await StartOktaAsync(api.Origin);
        await api.StartAsync(okta.Urls.Single());
        var console = new ConsoleProcess(okta.Urls.Single(), _folder.FullName);
        (await Http.GetAsync(api.Origin + "/me")).StatusCode.Should().Be(System.Net.HttpStatusCode.Unauthorized);
        await console.RunAsync("login", SignInAsync);
        (await CallAsync()).Should().Be((0, $$"""200 {"sub":"{{Login}}","uid":"{{Ada}}"}""" + Environment.NewLine));

        (await Http.PostAsJsonAsync(okta.Urls.Single() + "/api/send", new { kind = signal, userId = Alan })).EnsureSuccessStatusCode();
        (await CallAsync()).ExitCode.Should().Be(0, "another user was signed out");
        (await Http.PostAsJsonAsync(okta.Urls.Single() + "/api/send", new { kind = signal, userId = Ada })).EnsureSuccessStatusCode();

        (await CallAsync()).Should().Be((1, "401" + Environment.NewLine));

        Task<(int ExitCode, string Output)> CallAsync() => console.RunAsync("call", null, "--api", api.Origin + "/me");
    }

    [Fact]
    public async Task So_is_an_opaque_one_whose_user_only_Okta_knows()
    {
        using var api = new ApiProcess();
        await using var okta = await StartOktaAsync(api.Origin, "--OpaqueAccessTokens=true", "--Clients:1:ClientId=the-api", "--Clients:1:ClientSecret=secret-of-the-api", $"--Clients:1:UniversalLogoutEndpoint={api.Origin}/signout/universal");
        await api.StartAsync(okta.Urls.Single(), ("Okta__AcceptOpaqueTokens", "true"), ("Okta__ClientId", "the-api"), ("Okta__ClientSecret", "secret-of-the-api"));
        var console = new ConsoleProcess(okta.Urls.Single(), _folder.FullName);
        await console.RunAsync("login", SignInAsync);
        (await CallAsync()).Should().Be((0, $$"""200 {"sub":"{{Login}}","uid":"{{Ada}}"}""" + Environment.NewLine));

        (await Http.PostAsJsonAsync(okta.Urls.Single() + "/api/send", new { kind = "universal-logout", userId = Alan })).EnsureSuccessStatusCode();
        (await CallAsync()).ExitCode.Should().Be(0, "another user was signed out");
        (await Http.PostAsJsonAsync(okta.Urls.Single() + "/api/send", new { kind = "universal-logout", userId = Ada })).EnsureSuccessStatusCode();

        (await CallAsync()).Should().Be((1, "401" + Environment.NewLine));

        Task<(int ExitCode, string Output)> CallAsync() => console.RunAsync("call", null, "--api", api.Origin + "/me");
    }

    private async Task SignInAsync(string url)
    {
        await Page.GotoAsync(url);
        await Page.ClickAsync($"button.person[value='{Ada}']");
        await ShouldShowAsync(Page, "You are signed in. You can close this window.");
    }

    private static async Task<WebApplication> StartOktaAsync(string api, params string[] settings)
    {
        string[] ports = ["53170", "53171", "53172"];
        var okta = LocalOktaApplication.Create(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Clients:0:ClientId=console-app",
            .. ports.Select((port, index) => $"--Clients:0:RedirectUris:{index}=http://127.0.0.1:{port}/signed-in"),
            $"--Clients:0:UniversalLogoutEndpoint={api}/signout/universal", $"--Clients:0:SharedSignalsEndpoint={api}/signout/events", .. settings,
        ]);
        await okta.StartAsync();
        return okta;
    }
}
