namespace Okta.Logout.Tests;

/// <summary>Discovery that always ends like this.</summary>
internal sealed class FailingDiscovery(Func<CancellationToken, Task<OktaEndpoints>> end) : IOktaDiscoveryClient
{
    public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) => new(end(cancellationToken));
}
