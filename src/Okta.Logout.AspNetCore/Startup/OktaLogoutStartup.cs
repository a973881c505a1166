using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks the set-up when the host starts, and says which URIs to register at Okta.</summary>
internal sealed partial class OktaLogoutStartup(
    OktaLogoutSchemes schemes,
    AccessTokenSchemes accessTokens,
    GuardCheck guards,
    RegisteredAddresses addresses,
    SharingCheck sharing,
    OptionsAtStart optionsAtStart,
    SchemeOptionsCheck schemeOptions,
    UncalledEvents uncalledEvents,
    UnusedOptions unusedOptions,
    UnusedClients unusedClients,
    ClientsOfUniversalLogout clientsOfUniversalLogout,
    UnlimitedCookies unlimitedCookies,
    EndpointCollisions collisions,
    IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions,
    IOptions<OktaLogoutWebOptions> webOptions,
    IOptions<SessionTerminationOptions> terminationOptions,
    ILogger<OktaLogoutStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = webOptions.Value;
        _ = terminationOptions.Value;
        await schemes.CheckNamedAsync();
        var openIdConnect = await schemes.OpenIdConnectAsync();
        if (openIdConnect.Count == 0 && accessTokens.All().Count == 0)
            Log.NoScheme(logger, await AdviceAsync());
        foreach (var scheme in openIdConnect)
        {
            optionsAtStart.Check(scheme, () =>
            {
                schemeOptions.Check(scheme);
                guards.CheckRecording(scheme);
                uncalledEvents.Check(scheme, openIdConnectOptions.Get(scheme));
            });
        }

        foreach (var cookie in await schemes.CookiesAsync())
            optionsAtStart.Check(cookie, () => guards.CheckCookies(cookie));
        IReadOnlyList<string> all = [.. openIdConnect, .. accessTokens.All()];
        unusedOptions.Check(all);
        unusedClients.Check(all);
        await clientsOfUniversalLogout.CheckAsync();
        unlimitedCookies.Check();
    }

    /// <summary>Runs the checks that need the endpoints and the addresses, which are known only now.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (addresses.Uris is not { } uris)
        {
            Log.NotMapped(logger);
            return;
        }

        collisions.Check();
        collisions.Check(webOptions.Value.SignedOutPath);
        foreach (var scheme in await schemes.OpenIdConnectAsync())
        {
            optionsAtStart.Check(scheme, () => collisions.Check(scheme, openIdConnectOptions.Get(scheme)));
            Log.UrisToRegister(logger, scheme, uris);
        }

        if (accessTokens.All() is { Count: > 0 } ofApi && addresses.UrisOfChannels is { } channels)
            Log.ChannelsToRegister(logger, string.Join(", ", ofApi), channels);
        Warn();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What the app signs users in with, if it is not OpenID Connect.
    private async Task<string> AdviceAsync()
    {
        if ((await schemes.CookiesAsync()).Count > 0)
            return "Users sign in by other means, so sign-outs end the cookie only: no token is revoked, and no browser is sent to Okta. Call AddOpenIdConnect(...) to sign in with Okta";
        return await schemes.HasAnyAsync()
            ? "It has no cookie scheme either: an API that accepts access tokens has no session to end. Call ProtectJwtBearer() of the package Okta.Logout.JwtBearer to refuse those of users who were signed out"
            : "Call AddAuthentication().AddCookie().AddOpenIdConnect(...)";
    }

    private void Warn()
    {
        if (webOptions.Value.PublicOrigin is { } origin && new Uri(origin) is { Scheme: "http", IsLoopback: false })
            Log.PlainHttp(logger, origin);
        foreach (var (url, path) in addresses.LeadingElsewhere)
            Log.LeadsElsewhere(logger, url, path);
        if (sharing.Problem() is { } problem)
            Log.NotShared(logger, problem);
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "Sign-out of the scheme {Scheme} is ready. Enter in the Okta Admin Console, Applications > your app: {Uris}")]
        public static partial void UrisToRegister(ILogger logger, string scheme, string uris);

        [LoggerMessage(6008, LogLevel.Information, "Sign-outs reach the access tokens of {Schemes}. Enter in the Okta Admin Console: {Uris}")]
        public static partial void ChannelsToRegister(ILogger logger, string schemes, string uris);

        [LoggerMessage(6007, LogLevel.Warning, "OL6001: The app has no OpenID Connect scheme. {Advice}, unless schemes are added while the app runs.")]
        public static partial void NoScheme(ILogger logger, string advice);

        [LoggerMessage(6002, LogLevel.Warning, "OL6007: The sign-out endpoints are not mapped. Call app.MapOktaLogout().")]
        public static partial void NotMapped(ILogger logger);

        [LoggerMessage(6003, LogLevel.Warning, "OL6008: PublicOrigin {Origin} is http, so cookies and tokens are sent in clear text. Use https.")]
        public static partial void PlainHttp(ILogger logger, string origin);

        [LoggerMessage(6004, LogLevel.Warning, "OL6018: The URL for Okta is {Url}, but the path of the endpoint is {Path}, so requests arrive only if a proxy rewrites the path. Compare the URL given to AddUniversalLogout with the prefix of MapOktaLogout.")]
        public static partial void LeadsElsewhere(ILogger logger, string url, string path);

        [LoggerMessage(6005, LogLevel.Warning, "OL6017: {Problem}, so other nodes do not learn of a sign-out that one node receives, and a restart forgets it. With more than one node, call UseRedis() of the package Okta.Logout.Redis or UseEntityFramework() of Okta.Logout.EntityFrameworkCore, or add a cache that they share, such as AddStackExchangeRedisCache, and call UseDistributedCache().")]
        public static partial void NotShared(ILogger logger, string problem);
    }
}
