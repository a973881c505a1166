using System.Collections.Concurrent;
using LocalOkta;
using Microsoft.AspNetCore.Builder;
using Okta.Logout.AspNetCore;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An app with an Okta of its own, both in this process: for what the demo does not do.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string ClientId = "test-app";
    public const string ClientSecret = "test-secret";

    private readonly WebApplication _okta;
    private readonly WebApplication _app;
    private readonly ReservedPort _port;

    private TestApp(WebApplication okta, WebApplication app, ReservedPort port, string origin, ConcurrentDictionary<string, string> tokens)
    {
        _okta = okta;
        _app = app;
        _port = port;
        Origin = origin;
        Tokens = tokens;
    }

    public string Origin { get; }

    public string Okta => _okta.Urls.Single();

    /// <value>The tokens of the last sign-in, by their names.</value>
    public IReadOnlyDictionary<string, string> Tokens { get; }

    public static Task<TestApp> StartAsync(Action<OktaLogoutWebOptions>? configure = null, string? contentSecurityPolicy = null) => StartAsync(new()
    {
        Web = configure ?? (_ => { }),
        First = app => app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = contentSecurityPolicy;
            return next(context);
        }),
    });

    public static async Task<TestApp> StartAsync(TestAppSettings settings)
    {
        // Okta has to know an app's address before the app starts.
        var port = ReservedPort.Take();
        var scheme = settings.Certificate is null ? "http" : "https";
        var origin = $"{scheme}://{settings.HostName}:{port.Number}";
        var okta = LocalOktaApplication.Create(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--Clients:0:ClientId={ClientId}", $"--Clients:0:ClientSecret={ClientSecret}",
            $"--Clients:0:RedirectUris:0={origin}/signin-oidc", $"--Clients:0:PostLogoutRedirectUris:0={origin}/signout/complete",
        ]);
        await okta.StartAsync();

        var tokens = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var app = TestAppSetup.Create($"{scheme}://127.0.0.1:{port.Number}", okta.Urls.Single(), ClientId, tokens, settings);
        await app.StartAsync();
        return new(okta, app, port, origin, tokens);
    }

    public Task StopOktaAsync() => _okta.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _okta.DisposeAsync();
        _port.Dispose();
    }
}
