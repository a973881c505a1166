namespace Okta.Logout;

/// <summary>Discovers the endpoints of a registration, with the options that it has at each call.</summary>
internal sealed class NamedDiscoveryClient(string name, IRegistrationSource registrations, DiscoveryClients clients) : IOktaDiscoveryClient
{
    public ValueTask<OktaEndpoints> GetEndpointsAsync(CancellationToken cancellationToken = default) =>
        With(registrations.Get(name)).GetEndpointsAsync(cancellationToken);

    public IOktaDiscoveryClient With(OktaLogoutOptions options) => clients.Of(options);
}
