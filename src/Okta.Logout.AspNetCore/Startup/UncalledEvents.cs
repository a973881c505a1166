using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Warns of an event of the app that a sign-out by this library does not raise.</summary>
internal sealed partial class UncalledEvents(IServiceProvider services, IOptions<OktaLogoutWebOptions> options, ILogger<UncalledEvents> logger)
{
    public void Check(string scheme, OpenIdConnectOptions openIdConnect)
    {
        if (options.Value.OnCreatingLogoutRequest is null && openIdConnect.Events is SessionRecordingEvents events && events.HasSignOutRedirectOfTheApp(services))
            Log.NotCalled(logger, scheme);
    }

    private static partial class Log
    {
        [LoggerMessage(6121, LogLevel.Warning, "OL6121: The event OnRedirectToIdentityProviderForSignOut of the scheme {Scheme} is not raised when users sign out by MapOktaLogout or SignOutOfOktaAsync. Add parameters of the logout request in OktaLogoutWebOptions.OnCreatingLogoutRequest.")]
        public static partial void NotCalled(ILogger logger, string scheme);
    }
}
