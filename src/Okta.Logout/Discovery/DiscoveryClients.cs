using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The discovery clients for options: one for each content of the options, whatever their name.</summary>
internal sealed class DiscoveryClients(IHttpClientFactory httpClients, TimeProvider timeProvider, ILogger<OktaDiscoveryClient> logger)
{
    // More than an app has servers. When this number is exceeded, the clients are created, and the servers discovered, again.
    private const int MostServers = 4_096;

    private readonly ConcurrentDictionary<DiscoverySettings, OktaDiscoveryClient> _clients = new();

    public OktaDiscoveryClient Of(OktaLogoutOptions options)
    {
        var settings = DiscoverySettings.From(options);
        if (_clients.TryGetValue(settings, out var known))
            return known;
        if (_clients.Count >= MostServers)
            _clients.Clear();
        return _clients.GetOrAdd(settings, _ => new(options, () => httpClients.CreateClient(OktaLogoutDefaults.HttpClientName), timeProvider, logger));
    }
}
