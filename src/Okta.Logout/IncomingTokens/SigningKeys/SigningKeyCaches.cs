using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>One cache for each address of keys, whichever issuers and channels use it. Addresses come from configuration and discovery only.</summary>
internal sealed class SigningKeyCaches(IHttpClientFactory httpClients, TimeProvider timeProvider, ILogger<SigningKeyCache> logger)
{
    private readonly ConcurrentDictionary<string, SigningKeyCache> _caches = new(StringComparer.Ordinal);

    public SigningKeyCache Get(string jwksUri) => _caches.GetOrAdd(
        jwksUri, uri => new(new(uri), () => httpClients.CreateClient(OktaLogoutDefaults.HttpClientName), timeProvider, logger));
}
