using System.Diagnostics;
using LocalOkta;
using Microsoft.AspNetCore.Builder;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>A sample as users start it, and its Okta.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private const string ClientId = "sample";

    private readonly WebApplication _okta;
    private readonly Process _app;
    private readonly ReservedPort _port;

    private SampleProcess(WebApplication okta, Process app, ReservedPort port) => (_okta, _app, _port) = (okta, app, port);

    public string Origin => $"http://127.0.0.1:{_port.Number}";

    public string Okta => _okta.Urls.Single();

    public static async Task<SampleProcess> StartAsync(string sample, params string[] settings)
    {
        var port = ReservedPort.Take();
        var origin = $"http://127.0.0.1:{port.Number}";
        var okta = LocalOktaApplication.Create(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--Clients:0:ClientId={ClientId}", $"--Clients:0:ClientSecret={TestApp.ClientSecret}",
            $"--Clients:0:RedirectUris:0={origin}/signin-oidc", $"--Clients:0:PostLogoutRedirectUris:0={origin}/signout/complete",
            $"--Clients:0:UniversalLogoutEndpoint={origin}/signout/universal",
        ]);
        await okta.StartAsync();
        string[] arguments =
        [
            SamplePrograms.PathOf(sample), $"--urls={origin}", "--Logging:LogLevel:Default=Warning", $"--Okta:Issuer={okta.Urls.Single()}/oauth2/default",
            $"--Okta:ClientId={ClientId}", $"--Okta:ClientSecret={TestApp.ClientSecret}",
            $"--Okta:UniversalLogoutEndpoint={origin}/signout/universal", .. settings,
        ];
        var app = new SampleProcess(okta, Process.Start(new ProcessStartInfo("dotnet", arguments))!, port);
        await app.AnswersAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        _app.Kill();
        _app.Dispose();
        await _okta.DisposeAsync();
        _port.Dispose();
    }

    private async Task AnswersAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await ticks.WaitForNextTickAsync())
        {
            _app.HasExited.Should().BeFalse("the app is to run until the end of the test");
            try
            {
                using var response = await http.GetAsync(Origin);
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }
}
