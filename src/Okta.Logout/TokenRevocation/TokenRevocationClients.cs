using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The revocation clients for options: one for each instance.</summary>
internal sealed class TokenRevocationClients(IHttpClientFactory httpClients, TimeProvider timeProvider, ILogger<TokenRevocationClient> logger)
{
    private readonly ConditionalWeakTable<OktaLogoutOptions, TokenRevocationClient> _clients = new();

    public TokenRevocationClient Of(OktaLogoutOptions options, IOktaDiscoveryClient discovery) => _clients.GetValue(
        options, key => new(key, discovery, () => httpClients.CreateClient(OktaLogoutDefaults.HttpClientName), timeProvider, logger));
}
