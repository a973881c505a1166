using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>
/// WebApp at a provider of its own. At the end, the provider must have nothing to complain about, no request may have failed inside of the app, and
/// the app's log must hold nothing secret.
/// </summary>
internal sealed class SuiteRun : IAsyncDisposable
{
    private readonly WebAppHost _app;

    private SuiteRun(ScriptedProvider provider, WebAppHost app)
    {
        Provider = provider;
        _app = app;
    }

    public ScriptedProvider Provider { get; }

    public string App => Provider.Client.Origin;

    public FakeLogCollector Logs => _app.Logs;

    public static async Task<SuiteRun> StartAsync(ProviderScript? script = null, params (string Name, string Value)[] settings)
    {
        var provider = await ScriptedProvider.StartAsync(script ?? new(), ClientRegistration.New($"client-{OddCharacters.NextFive()}"));
        try
        {
            return new(provider, await WebAppHost.StartAsync(provider.Client, provider.Issuer, settings));
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
        await _app.DisposeAsync();
        await Provider.DisposeAsync();
        Provider.Complaints.Should().BeEmpty();
        _app.Logs.GetSnapshot().Should().NotContain(record => record.Level >= LogLevel.Error && record.Category == "Microsoft.AspNetCore.Server.Kestrel");
        var log = string.Join('\n', _app.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception}"));
        foreach (var secret in new[] { Provider.Client.Secret, Provider.Session.Subject, Provider.Session.Sid, "CfDJ8" })
            log.Contains(secret, StringComparison.Ordinal).Should().BeFalse("the log of the app holds no secret");
        log.HoldsToken().Should().BeFalse("the log of the app holds no token");
    }
}
