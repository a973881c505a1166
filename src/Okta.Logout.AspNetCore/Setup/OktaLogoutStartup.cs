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
    MappedEndpoints endpoints,
    SharingCheck sharing,
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
            CheckRecording(scheme.OpenIdConnect);
        }
    }

    /// <summary>Only now are the endpoints and the addresses known.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var toRegister = endpoints.ToRegister.ToList();
        if (toRegister.Count == 0)
        {
            Log.NotMapped(logger);
            return;
        }

        CheckMappedOnce();
        var uris = string.Join("; ", toRegister.Select(endpoint => $"{endpoint.Address.Field}: {endpoint.Address.Url ?? UrisOf(endpoint.Path)}"));
        foreach (var scheme in await schemes.GetAsync())
        {
            CheckCollisions(scheme.OpenIdConnect);
            Log.UrisToRegister(logger, scheme.OpenIdConnect, uris);
        }

        Warn(toRegister);
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

    private void CheckRecording(string scheme)
    {
        if (openIdConnectOptions.Get(scheme) is { EventsType: null, Events: SessionRecordingEvents })
            return;
        throw new InvalidOperationException(
            $"OL6019: The events of the OpenID Connect scheme '{scheme}' were replaced after AddOktaLogout had put its own behind them: sessions would have no identity to end them by. Set them with AddOpenIdConnect or Configure, not with PostConfigure.");
    }

    // Which of them would be the one that is registered at Okta?
    private void CheckMappedOnce()
    {
        var calls = endpoints.All.GroupBy(endpoint => endpoint.Metadata.GetMetadata<MappedEndpoints.Mark>()).Select(call => MappedEndpoints.PathOf(call.First())).ToList();
        if (calls.Count > 1)
            throw new InvalidOperationException($"OL6009: MapOktaLogout was called {calls.Count} times ({string.Join(", ", calls)}). Call it once.");
    }

    // The handler answers its own paths before routing is asked: a sign-out would never arrive.
    private void CheckCollisions(string scheme)
    {
        var options = openIdConnectOptions.Get(scheme);
        var ours = endpoints.All.Select(MappedEndpoints.PathOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        (string Name, string? Path)[] theirs =
        [
            (nameof(options.CallbackPath), options.CallbackPath.Value),
            (nameof(options.SignedOutCallbackPath), options.SignedOutCallbackPath.Value),
            (nameof(options.RemoteSignOutPath), options.RemoteSignOutPath.Value),
        ];
        foreach (var (name, path) in theirs.Where(their => their.Path is not null && ours.Contains(their.Path)))
        {
            throw new InvalidOperationException(
                $"OL6006: {nameof(OpenIdConnectOptions)}.{name} of the scheme '{scheme}' is {path}, which is a sign-out endpoint. Change it, or call MapOktaLogout with another prefix.");
        }
    }

    private void Warn(IEnumerable<(AddressToRegister Address, string Path)> toRegister)
    {
        if (webOptions.Value.PublicOrigin is { } origin && new Uri(origin) is { Scheme: "http", IsLoopback: false })
            Log.PlainHttp(logger, origin);
        foreach (var (address, path) in toRegister.Where(endpoint => endpoint.Address.Url is { } url && !LeadsTo(url, endpoint.Path)))
            Log.LeadsElsewhere(logger, address.Url!, path);
        if (sharing.Problem() is { } problem)
            Log.NotShared(logger, problem);
    }

    // The app may be mounted below a path that only its server knows; a route parameter stands for anything.
    private static bool LeadsTo(string url, string path) =>
        path.Contains('{', StringComparison.Ordinal) || new Uri(url).AbsolutePath.EndsWith(path, StringComparison.OrdinalIgnoreCase);

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
        [LoggerMessage(6001, LogLevel.Information, "Sign-out of the scheme {Scheme} is ready. To enter in the Admin Console, Applications > your app: {Uris}")]
        public static partial void UrisToRegister(ILogger logger, string scheme, string uris);

        [LoggerMessage(6002, LogLevel.Warning, "OL6007: The sign-out endpoints are not mapped. Call app.MapOktaLogout().")]
        public static partial void NotMapped(ILogger logger);

        [LoggerMessage(6003, LogLevel.Warning, "OL6008: PublicOrigin {Origin} is http: cookies and tokens travel in the clear. Use https.")]
        public static partial void PlainHttp(ILogger logger, string origin);

        [LoggerMessage(6004, LogLevel.Warning, "OL6018: {Url} is what Okta is to call, and the endpoint is {Path}: requests arrive only if a proxy rewrites the path. Compare the URL given to AddUniversalLogout with the prefix of MapOktaLogout.")]
        public static partial void LeadsElsewhere(ILogger logger, string url, string path);

        [LoggerMessage(6005, LogLevel.Warning, "OL6017: {Problem}: a sign-out that one node receives is not obeyed by the others, and a restart forgets it. With more than one node, add a cache that they share, such as AddStackExchangeRedisCache, and call UseDistributedCache().")]
        public static partial void NotShared(ILogger logger, string problem);
    }
}
