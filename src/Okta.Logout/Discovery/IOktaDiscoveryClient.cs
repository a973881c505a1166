namespace Okta.Logout;

/// <summary>Returns the endpoints of one authorization server.</summary>
public interface IOktaDiscoveryClient
{
    /// <summary>Gets the endpoints, from memory when they are known.</summary>
    /// <param name="cancellationToken">Ends this caller's wait; a download that other callers share goes on.</param>
    /// <returns>The endpoints; the last good ones while the server is down.</returns>
    /// <exception cref="OktaDiscoveryException">The document cannot be downloaded or must not be used, and no earlier one is known.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default);
}
