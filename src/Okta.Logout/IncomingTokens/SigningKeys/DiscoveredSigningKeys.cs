using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The keys at the <c>jwks_uri</c> of an issuer's discovery document.</summary>
internal sealed class DiscoveredSigningKeys(IOktaDiscoveryClient discovery, SigningKeyCaches caches, SignOutThreads threads, TimeProvider timeProvider)
    : ISigningKeySource
{
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryAfterDiscovery = TimeSpan.FromSeconds(30);

    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken)
    {
        var jwksUri = await FindJwksUriAsync(cancellationToken).ConfigureAwait(false);
        return await caches.Get(jwksUri).FindAsync(keyId, algorithm, cancellationToken).ConfigureAwait(false);
    }

    // The client of this library never blocks.
    private DedicatedThreads? Threads => discovery is OktaDiscoveryClient or NamedDiscoveryClient ? null : threads.UnverifiedRequests;

    private async ValueTask<string> FindJwksUriAsync(CancellationToken cancellationToken)
    {
        try
        {
            var endpoints = await BoundedCall
                .RunAsync(DiscoveryTimeout, token => discovery.GetEndpointsAsync(token).AsTask(), Threads, timeProvider, cancellationToken)
                .ConfigureAwait(false);
            return endpoints.JwksUri ?? throw new SigningKeysUnavailableException(
                $"OL8105: No jwks_uri of {endpoints.Issuer} is known. Set OktaLogoutOptions.JwksUri.", RetryAfterDiscovery);
        }
        catch (Exception fault) when (fault is not SigningKeysUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            var cause = fault is OktaDiscoveryException ? fault.Message : fault.GetType().Name;
            throw new SigningKeysUnavailableException($"OL8106: The address of the keys is not known. {cause}", RetryAfterDiscovery);
        }
    }
}
