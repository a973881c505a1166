using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The list of a user's sessions in WebApp, which is in Redis.</summary>
public sealed class SessionListOfWebApp : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    public Task InitializeAsync() => _redis.InitializeAsync();

    public Task DisposeAsync() => _redis.DisposeAsync();

    [Theory, InlineData("/sessions"), InlineData("/sessions/page")]
    public async Task It_is_unavailable_while_Redis_is_down_and_the_session_goes_on(string path)
    {
        var client = ClientRegistration.New("app");
        await using var provider = await ScriptedProvider.StartAsync(new(), client);
        using var app = await WebAppProcess.StartAsync(client, provider.Issuer, ("Okta__Redis", _redis.Address), ("Okta__Sessions", "true"));
        var browser = new UserAgent(client.Origin);
        using var page = await browser.SignInAsync();
        using var before = await browser.GoToAsync(client.Origin + path);

        _redis.Kill();

        using var answer = await browser.GoToAsync(client.Origin + path);
        before.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }
}
