namespace Okta.Logout;

/// <summary>Revokes tokens as the client of a registration, with the options that it has at each call.</summary>
internal sealed class NamedTokenRevocationClient(string name, IRegistrationSource registrations, IOktaDiscoveryClient discovery, TokenRevocationClients clients) : ITokenRevocationClient
{
    public Task<TokenRevocationResult> RevokeAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default) =>
        With(registrations.Get(name)).RevokeAsync(token, tokenTypeHint, cancellationToken);

    public ITokenRevocationClient With(OktaLogoutOptions options) =>
        clients.Of(options, discovery is NamedDiscoveryClient named ? named.With(options) : discovery);
}
