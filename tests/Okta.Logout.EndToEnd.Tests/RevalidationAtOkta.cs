using LocalOkta;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An app to which Okta pushes nothing, and which asks instead.</summary>
public sealed class RevalidationAtOkta(DemoFixture fixture) : BrowserTest(fixture)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_session_of_a_user_whose_tokens_an_administrator_revokes_ends_within_the_interval()
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);

        await ClearAsync(app, oauthTokens: true);

        await TheNextSecondAsync();
        await TheNextSecondAsync();
        (await StatusAsync($"{app.Origin}/me")).Should().Be(401);
    }

    [Fact]
    public async Task A_cleared_Okta_session_alone_does_not_end_it()
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);

        await ClearAsync(app, oauthTokens: false);

        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
        await TheNextSecondAsync();
        await TheNextSecondAsync();
        (await StatusAsync($"{app.Origin}/me")).Should().Be(200, "the refresh token outlives the Okta session");
    }

    [Fact]
    public async Task While_Okta_is_down_the_session_goes_on()
    {
        await using var app = await StartAsync();
        await SignInAsync(app.Origin);
        await app.StopOktaAsync();

        await TheNextSecondAsync();
        await TheNextSecondAsync();

        (await StatusAsync($"{app.Origin}/me")).Should().Be(200);
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(new TestAppSettings
    {
        Services = services => services.AddOktaLogout().RevalidateSessions(Every, options => options.MaxDelay = TimeSpan.FromSeconds(10)),
    });

    private static async Task ClearAsync(TestApp app, bool oauthTokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{app.Okta}/api/v1/users/{Ada}/sessions?oauthTokens={(oauthTokens ? "true" : "false")}");
        request.Headers.Authorization = new("SSWS", ManagementApi.DefaultApiToken);
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
