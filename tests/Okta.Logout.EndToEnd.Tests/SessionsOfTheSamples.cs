namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The samples with a backend list the sessions of a user, with the same setting and at the same path.</summary>
public sealed class SessionsOfTheSamples(DemoFixture fixture) : BrowserTest(fixture)
{
    [Theory]
    [InlineData("WebApp")]
    [InlineData("SinglePageApp")]
    [InlineData("BlazorApp")]
    public async Task The_session_of_the_browser_is_listed(string sample)
    {
        await using var app = await SampleProcess.StartAsync(sample, "--Okta:Sessions=true", "--Okta:AllowLoopbackHttp=true");
        await SignInAsync(app.Origin);

        var sessions = await (await Browser.APIRequest.GetAsync($"{app.Origin}/sessions")).JsonAsync();

        sessions!.Value.EnumerateArray().Should().ContainSingle().Which.GetProperty("current").GetBoolean().Should().BeTrue();
    }
}
