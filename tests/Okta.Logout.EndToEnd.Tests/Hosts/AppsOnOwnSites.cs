using LocalOkta;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>Two apps and their Okta, each on a site of its own. The apps allow their cookies in frames: the browser decides.</summary>
public sealed class AppsOnOwnSites : IAsyncDisposable
{
    private readonly WebApplication _okta;
    private readonly WebApplication _one;
    private readonly WebApplication _two;
    private readonly ReservedPort[] _ports;

    private AppsOnOwnSites(WebApplication okta, WebApplication one, WebApplication two, ReservedPort[] ports) =>
        (_okta, _one, _two, _ports) = (okta, one, two, ports);

    public string Okta => _okta.Urls.Single();

    public string AppOne => _one.Urls.Single();

    public string AppTwo => _two.Urls.Single();

    public static async Task<AppsOnOwnSites> StartAsync()
    {
        ReservedPort[] ports = [ReservedPort.Take(), ReservedPort.Take()];
        var (one, two) = ($"http://one.localhost:{ports[0].Number}", $"http://two.localhost:{ports[1].Number}");
        var okta = LocalOktaApplication.Create(
            ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. Register(0, "one", one), .. Register(1, "two", two)]);
        await okta.StartAsync();
        return new(okta, await StartAsync(one, okta, "one"), await StartAsync(two, okta, "two"), ports);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _okta.DisposeAsync();
        foreach (var port in _ports)
            port.Dispose();
    }

    private static string[] Register(int position, string clientId, string origin) =>
    [
        $"--Clients:{position}:ClientId={clientId}",
        $"--Clients:{position}:ClientSecret={TestApp.ClientSecret}",
        $"--Clients:{position}:RedirectUris:0={origin}/signin-oidc",
        $"--Clients:{position}:PostLogoutRedirectUris:0={origin}/signout/complete",
        $"--Clients:{position}:FrontChannelLogoutUri={origin}/signout/frontchannel",
    ];

    private static async Task<WebApplication> StartAsync(string origin, WebApplication okta, string clientId)
    {
        var app = TestAppSetup.Create(origin, okta.Urls.Single(), clientId, new(), new()
        {
            Cookie = options =>
            {
                options.Cookie.SameSite = SameSiteMode.None;
                options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            },
        });
        await app.StartAsync();
        return app;
    }
}
