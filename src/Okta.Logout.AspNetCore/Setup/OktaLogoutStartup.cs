using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks the set-up when the host starts, and says which URIs to register at Okta.</summary>
internal sealed partial class OktaLogoutStartup(
    OktaLogoutSchemes schemes,
    PublicAddress publicAddress,
    IServiceProvider services,
    IOptionsMonitor<OktaLogoutOptions> oktaOptions,
    IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> webOptions,
    IOptions<SessionTerminationOptions> terminationOptions,
    ILogger<OktaLogoutStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = webOptions.Value;
        _ = terminationOptions.Value;
        foreach (var scheme in await schemes.GetAsync())
        {
            _ = oktaOptions.Get(scheme.OpenIdConnect);
            CheckGuard(scheme.Cookie);
        }
    }

    /// <summary>Only now are the endpoints and the addresses known.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (publicAddress.CallbackPath() is not { } callbackPath)
        {
            Log.NotMapped(logger);
            return;
        }

        foreach (var scheme in await schemes.GetAsync())
        {
            CheckCollisions(scheme.OpenIdConnect, callbackPath, publicAddress.FrontChannelPath());
            Log.UriToRegister(logger, scheme.OpenIdConnect, UrisOf(callbackPath));
            if (publicAddress.FrontChannelPath() is { } frontChannelPath)
                Log.FrontChannelUri(logger, scheme.OpenIdConnect, UrisOf(frontChannelPath));
        }

        if (webOptions.Value.PublicOrigin is { } origin && new Uri(origin) is { Scheme: "http", IsLoopback: false })
            Log.PlainHttp(logger, origin);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void CheckGuard(string cookieScheme)
    {
        if (cookieOptions.Get(cookieScheme) is { EventsType: null, Events: GuardedCookieEvents })
            return;
        throw new InvalidOperationException(
            $"OL6010: The events of the cookie scheme '{cookieScheme}' were replaced after AddOktaLogout had put its guard in front of them: copied cookies would go on working. Set them with AddCookie or Configure, not with PostConfigure.");
    }

    // The handler answers its own paths before routing is asked: a sign-out would never arrive.
    private void CheckCollisions(string scheme, string callbackPath, string? frontChannelPath)
    {
        var options = openIdConnectOptions.Get(scheme);
        string?[] ours = [callbackPath, callbackPath[..callbackPath.LastIndexOf('/')], frontChannelPath];
        (string Name, string? Path)[] theirs =
        [
            (nameof(options.CallbackPath), options.CallbackPath.Value),
            (nameof(options.SignedOutCallbackPath), options.SignedOutCallbackPath.Value),
            (nameof(options.RemoteSignOutPath), options.RemoteSignOutPath.Value),
        ];
        foreach (var (name, path) in theirs.Where(their => their.Path is not null && ours.Contains(their.Path, StringComparer.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(
                $"OL6006: {nameof(OpenIdConnectOptions)}.{name} of the scheme '{scheme}' is {path}, which is a sign-out endpoint. Change it, or call MapOktaLogout with another prefix.");
        }
    }

    private string UrisOf(string path) => string.Join(", ", Origins().Select(origin => origin + path));

    private IEnumerable<string> Origins()
    {
        if (webOptions.Value.PublicOrigin is { } origin)
            return [origin];
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses is { Count: > 0 } ? addresses : ["{origin}"];
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "Sign-out of the scheme {Scheme} is ready. Admin Console > Applications > your app > General > Sign-out redirect URIs: {Uris}")]
        public static partial void UriToRegister(ILogger logger, string scheme, string uris);

        [LoggerMessage(6004, LogLevel.Information, "For Okta's Single Logout of the scheme {Scheme}: Admin Console > Applications > your app > General > Logout, Request URL with user session details: {Uris}")]
        public static partial void FrontChannelUri(ILogger logger, string scheme, string uris);

        [LoggerMessage(6002, LogLevel.Warning, "OL6007: The sign-out endpoints are not mapped. Call app.MapOktaLogout().")]
        public static partial void NotMapped(ILogger logger);

        [LoggerMessage(6003, LogLevel.Warning, "OL6008: PublicOrigin {Origin} is http: cookies and tokens travel in the clear. Use https.")]
        public static partial void PlainHttp(ILogger logger, string origin);
    }
}
