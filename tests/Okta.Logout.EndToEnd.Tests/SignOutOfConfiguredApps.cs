using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Okta.Logout.EndToEnd.Tests;

public sealed class SignOutOfConfiguredApps(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_redirect_ends_the_Okta_session_as_the_form_does()
    {
        await using var app = await TestApp.StartAsync(options => options.EndSessionMethod = EndSessionMethod.Redirect);
        await SignInAsync(app.Origin);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_strict_content_security_policy_of_the_app_stops_nothing()
    {
        await using var app = await TestApp.StartAsync(
            contentSecurityPolicy: "default-src 'self'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        await SignInAsync(app.Origin);

        await PressSignOutAsync(Page);

        await ShouldEndSignedOutAsync(Page);
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    public async Task Introspection_calls_a_token_inactive_after_the_sign_out(string token)
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        (await IsActiveAsync(app, token)).Should().BeTrue();

        await PressSignOutAsync(Page);
        await ShouldEndSignedOutAsync(Page);

        (await IsActiveAsync(app, token)).Should().BeFalse();
    }

    [Fact]
    public async Task An_app_on_NET_Framework_revokes_its_refresh_token()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);

        var (exitCode, output) = await MonoProcess.RunAsync($"{app.Okta}/oauth2/default", TestApp.ClientId, "revoke", app.Tokens["refresh_token"], TestApp.ClientSecret);

        (exitCode, output).Should().Be((0, "Revoked"));
        (await IsActiveAsync(app, "refresh_token")).Should().BeFalse();
    }

    private static async Task<bool> IsActiveAsync(TestApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Okta}/oauth2/default/v1/introspect");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{TestApp.ClientId}:{TestApp.ClientSecret}")));
        request.Content = new FormUrlEncodedContent([new("token", app.Tokens[token]), new("token_type_hint", token)]);
        using var response = await Http.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("active").GetBoolean();
    }
}
