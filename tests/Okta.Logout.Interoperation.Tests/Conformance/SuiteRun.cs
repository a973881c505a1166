using System.Net;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// WebApp at a provider of its own. At the end, the provider must have nothing to complain about, and the app must have told nothing secret to its log.
/// </summary>
internal sealed class SuiteRun : IAsyncDisposable
{
    private readonly WebAppProcess _app;

    private SuiteRun(ScriptedProvider provider, WebAppProcess app)
    {
        Provider = provider;
        _app = app;
    }

    public ScriptedProvider Provider { get; }

    public string App => Provider.Client.Origin;

    public static async Task<SuiteRun> StartAsync(ProviderScript? script = null, params (string Name, string Value)[] settings)
    {
        var provider = await ScriptedProvider.StartAsync(script ?? new(), ClientRegistration.New($"client-{OddCharacters.NextFive()}"));
        try
        {
            return new(provider, await WebAppProcess.StartAsync(provider.Client, provider.Issuer, settings));
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser of its own, signed in as part of the provider's session.</summary>
    public async Task<UserAgent> SignedInAsync()
    {
        var browser = new UserAgent(App);
        using var page = await browser.SignInAsync();
        (await browser.MeAsync()).Should().Be(HttpStatusCode.OK);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await Provider.DisposeAsync();
        Provider.Complaints.Should().BeEmpty();
        foreach (var secret in new[] { Provider.Client.Secret, Provider.Session.Subject, Provider.Session.Sid, "eyJ", "CfDJ8" })
            _app.Output.Contains(secret, StringComparison.Ordinal).Should().BeFalse("the log of the app holds no secret");
    }
}
