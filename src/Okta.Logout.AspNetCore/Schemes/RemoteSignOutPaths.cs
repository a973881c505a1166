using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Closes the path at which the OpenID Connect handler itself signs users out. A page of any site can load it, and if the ID token had no <c>sid</c>, the
/// handler ends the session.
/// </summary>
internal sealed partial class RemoteSignOutPaths(OktaLogoutSchemes schemes, IOptions<OktaLogoutWebOptions> options, ILogger<RemoteSignOutPaths> logger)
{
    private const string Default = "/signout-oidc";

    // Bounded, because each tenant may have schemes of its own, and the log must not grow with them.
    private const int MaxWarnings = 20;

    private readonly ConcurrentDictionary<(string Scheme, string Path), bool> _warned = new();

    public bool AreClosed(string scheme) => !options.Value.KeepRemoteSignOutPath && schemes.IsChosen(scheme);

    public void Close(string scheme, OpenIdConnectOptions openIdConnect)
    {
        if (openIdConnect.RemoteSignOutPath is not { HasValue: true } path || !AreClosed(scheme))
            return;
        openIdConnect.RemoteSignOutPath = default;
        if (path.Value is not Default && _warned.Count < MaxWarnings && _warned.TryAdd((scheme, path.Value!), true))
            Log.Closed(logger, path.Value!, scheme);
    }

    private static partial class Log
    {
        [LoggerMessage(6120, LogLevel.Warning, "OL6120: RemoteSignOutPath {Path} of the scheme {Scheme} is closed, because requests of other sites can sign users out there. Register the front-channel logout URI of MapOktaLogout at the provider instead, or set OktaLogoutWebOptions.KeepRemoteSignOutPath.")]
        public static partial void Closed(ILogger logger, string path, string scheme);
    }
}
