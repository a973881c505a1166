namespace Okta.Logout.Tests;

/// <summary>Discovery that is done.</summary>
internal sealed class KnownEndpoints(string? revocationEndpoint = The.RevocationEndpoint) : IOktaDiscoveryClient
{
    public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) =>
        new(new OktaEndpoints { Issuer = The.Issuer, EndSessionEndpoint = The.EndSessionEndpoint, RevocationEndpoint = revocationEndpoint });
}
