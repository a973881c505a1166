using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Okta's calls that end sessions, by the library, at LocalOkta.</summary>
public sealed class OktaSessionsByApi(DemoFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_service_clears_the_sessions_of_a_user_and_the_tokens_with_them()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        await using var services = ServicesFor(app);

        var result = await services.GetRequiredService<IOktaUserSessions>().ClearAsync(Ada);

        result.ToString().Should().Be(nameof(OktaCallStatus.Succeeded));
        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_user_signs_out_everywhere_with_an_access_token_until_the_token_is_revoked()
    {
        await using var app = await TestApp.StartAsync();
        await SignInAsync(app.Origin);
        await using var services = ServicesFor(app);
        var sessions = services.GetRequiredService<IOktaUserSessions>();
        var accessToken = app.Tokens["access_token"];

        (await sessions.ClearOwnAsync(accessToken)).ToString().Should().Be(nameof(OktaCallStatus.Succeeded));

        (await StateOfAsync(app.Okta)).Sessions.Should().BeEmpty();
        (await sessions.ClearOwnAsync(accessToken)).Status.Should().Be(OktaCallStatus.NotAuthorized);
    }

    [Fact]
    public async Task A_user_that_Okta_does_not_know_is_said_with_Oktas_code()
    {
        await using var app = await TestApp.StartAsync();
        await using var services = ServicesFor(app);

        var result = await services.GetRequiredService<IOktaUserSessions>().ClearAsync("00unobody");

        (result.Status, result.ErrorCode).Should().Be((OktaCallStatus.NotFound, "E0000007"));
    }

    private static ServiceProvider ServicesFor(TestApp app) => new ServiceCollection()
        .AddOktaLogoutCore(options => (options.Issuer, options.ClientId, options.AllowLoopbackHttp) = ($"{app.Okta}/oauth2/default", TestApp.ClientId, true))
        .AddOktaUserSessions(options => options.AuthorizeRequest = (context, _) =>
        {
            context.Request.Headers.Authorization = new("SSWS", LocalOkta.ManagementApi.DefaultApiToken);
            return Task.CompletedTask;
        })
        .Services.BuildServiceProvider();
}
