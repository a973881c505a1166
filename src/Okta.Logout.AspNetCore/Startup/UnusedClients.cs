using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Warns of clients of the app that no sign-out uses: each scheme has its own, under its name, so that no token goes to the server of another scheme.</summary>
internal sealed partial class UnusedClients(IServiceProvider services, ILogger<UnusedClients> logger)
{
    public void Check(IReadOnlyList<string> schemes)
    {
        var scheme = schemes.Count > 0 ? schemes[0] : "OpenIdConnect";
        if (services.GetRequiredService<IOktaDiscoveryClient>() is not NamedDiscoveryClient)
            Log.NoKey(logger, nameof(IOktaDiscoveryClient), scheme);
        if (services.GetRequiredService<ITokenRevocationClient>() is not NamedTokenRevocationClient)
            Log.NoKey(logger, nameof(ITokenRevocationClient), scheme);
    }

    private static partial class Log
    {
        [LoggerMessage(6128, LogLevel.Warning, "OL6127: An {Service} is registered without a key, and no sign-out of a scheme uses it. Register it under the name of the scheme: AddKeyedSingleton<{Service}>(\"{Scheme}\", ...).")]
        public static partial void NoKey(ILogger logger, string service, string scheme);
    }
}
