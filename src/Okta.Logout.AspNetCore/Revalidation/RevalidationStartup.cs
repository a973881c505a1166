using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Warns at start of schemes whose sessions cannot be confirmed.</summary>
internal sealed partial class RevalidationStartup(
    OktaLogoutSchemes schemes, OptionsAtStart optionsAtStart, IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions, ILogger<RevalidationStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var scheme in await schemes.OpenIdConnectAsync())
            optionsAtStart.Check(scheme, () => Check(scheme, openIdConnectOptions.Get(scheme)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check(string scheme, OpenIdConnectOptions options)
    {
        if (!options.Scope.Contains("offline_access", StringComparer.Ordinal) || !options.SaveTokens)
            Log.NoRefreshToken(logger, scheme);
    }

    private static partial class Log
    {
        [LoggerMessage(6506, LogLevel.Warning, "OL6506: RevalidateSessions was called, but sessions of the scheme {Scheme} have no refresh token that Okta could be asked about, so they are never revalidated. Add the scope offline_access, set SaveTokens, and allow the Refresh Token grant in the Okta Admin Console, unless the app keeps refresh tokens in the ticket itself.")]
        public static partial void NoRefreshToken(ILogger logger, string scheme);
    }
}
