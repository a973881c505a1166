namespace Okta.Logout.Tests;

/// <summary>Discovery that has completed.</summary>
internal sealed class KnownEndpoints(string? revocationEndpoint = The.RevocationEndpoint, string? tokenEndpoint = The.TokenEndpoint) : IOktaDiscoveryClient
{
    public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) =>
        new(new OktaEndpoints(The.Issuer) { EndSessionEndpoint = The.EndSessionEndpoint, RevocationEndpoint = revocationEndpoint, TokenEndpoint = tokenEndpoint });
}
