using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Introspects tokens as the client of a registration, with the options that it has at each call.</summary>
internal sealed class NamedTokenIntrospectionClient(
    string name, IRegistrationSource registrations, IOktaDiscoveryClient discovery, IHttpClientFactory httpClients, TimeProvider timeProvider, ILogger<TokenIntrospectionClient> logger)
    : ITokenIntrospectionClient
{
    private readonly ConditionalWeakTable<OktaLogoutOptions, TokenIntrospectionClient> _clients = new();

    public Task<TokenIntrospectionResult> IntrospectAsync(string token, TokenTypeHint tokenTypeHint, CancellationToken cancellationToken = default) =>
        ClientOf(registrations.Get(name)).IntrospectAsync(token, tokenTypeHint, cancellationToken);

    private TokenIntrospectionClient ClientOf(OktaLogoutOptions options) => _clients.GetValue(options, key => new(
        key, discovery is NamedDiscoveryClient named ? named.With(key) : discovery, () => httpClients.CreateClient(OktaLogoutDefaults.HttpClientName), timeProvider, logger));
}
