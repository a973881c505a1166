using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LocalOkta;
using Microsoft.AspNetCore.Builder;
using Okta.Logout.AspNetCore;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An app with an Okta of its own, both in this process: for what the demo does not do.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string ClientId = "test-app";
    public const string ClientSecret = "test-secret";

    private readonly WebApplication _okta;
    private readonly WebApplication _app;

    private TestApp(WebApplication okta, WebApplication app, ConcurrentDictionary<string, string> tokens)
    {
        _okta = okta;
        _app = app;
        Tokens = tokens;
    }

    public string Origin => _app.Urls.Single();

    public string Okta => _okta.Urls.Single();

    /// <value>The tokens of the last sign-in, by their names.</value>
    public IReadOnlyDictionary<string, string> Tokens { get; }

    public static async Task<TestApp> StartAsync(Action<OktaLogoutWebOptions>? configure = null, string? contentSecurityPolicy = null)
    {
        var origin = $"http://127.0.0.1:{FreePort()}";
        var okta = LocalOktaApplication.Create(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--Clients:0:ClientId={ClientId}", $"--Clients:0:ClientSecret={ClientSecret}",
            $"--Clients:0:RedirectUris:0={origin}/signin-oidc", $"--Clients:0:PostLogoutRedirectUris:0={origin}/signout/complete",
        ]);
        await okta.StartAsync();

        var tokens = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var app = TestAppSetup.Create(origin, okta.Urls.Single(), ClientId, tokens, configure, contentSecurityPolicy);
        await app.StartAsync();
        return new(okta, app, tokens);
    }

    public Task StopOktaAsync() => _okta.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _okta.DisposeAsync();
    }

    /// <summary>Okta has to know an app's address before the app starts.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
