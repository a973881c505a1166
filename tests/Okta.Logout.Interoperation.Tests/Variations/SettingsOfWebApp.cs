using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>WebApp with the settings that are off by default, as from outside.</summary>
public sealed class SettingsOfWebApp
{
    [Theory, InlineData("AbsoluteLifetime", "1"), InlineData("IdleTimeout", "00:00:01")]
    public async Task A_session_ends_when_its_time_is_over(string setting, string time)
    {
        await using var run = await SuiteRun.StartAsync(new(), (setting, time));
        var browser = await run.SignedInAsync();

        await Eventually.BecomesTrueAsync(async () => await browser.MeAsync() is HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_within_the_interval_when_its_refresh_token_does()
    {
        await using var run = await SuiteRun.StartAsync(new() { IssuesRefreshTokens = true }, ("RevalidateEvery", "1"));
        var browser = await run.SignedInAsync();

        run.Provider.AreRefreshTokensActive = false;

        await Eventually.BecomesTrueAsync(async () => await browser.MeAsync() is HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_user_lists_the_sessions_and_ends_one()
    {
        await using var run = await SuiteRun.StartAsync(new(), ("Sessions", "true"));
        var (one, other) = (await run.SignedInAsync(), await run.SignedInAsync());
        using var listed = await one.SendAsync(new(HttpMethod.Get, run.App + "/sessions"));
        var sessions = (await listed.Content.ReadFromJsonAsync<JsonElement[]>())!;
        sessions.Should().HaveCount(2);
        var id = sessions.Single(session => !session.GetProperty("current").GetBoolean()).GetProperty("id").GetString();

        using var ended = await one.SendAsync(new(HttpMethod.Delete, $"{run.App}/sessions/{id}"));
        using var again = await one.SendAsync(new(HttpMethod.Delete, $"{run.App}/sessions/{id}"));

        ended.StatusCode.Should().Be(HttpStatusCode.NoContent);
        again.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await other.MeAsync()).Should().Be(HttpStatusCode.Unauthorized);
        (await one.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_list_is_down_it_cannot_be_shown_and_the_session_goes_on()
    {
        await using var run = await SuiteRun.StartAsync(new(), ("Sessions", "true"), ("Redis", "127.0.0.1:1"));
        var browser = await run.SignedInAsync();

        using var answer = await browser.SendAsync(new(HttpMethod.Get, run.App + "/sessions"));

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_is_signed_out_gets_no_list()
    {
        await using var run = await SuiteRun.StartAsync(new(), ("Sessions", "true"));

        using var answer = await new UserAgent(run.App).SendAsync(new(HttpMethod.Get, run.App + "/sessions"));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
