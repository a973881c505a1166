using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The issuers of the app's OpenID Connect schemes, each with the client ids that it knows the app by.</summary>
internal sealed class TrustedIssuers(
    OktaLogoutSchemes schemes, IOptionsMonitor<OktaLogoutOptions> options, SigningKeyCaches keys, IServiceProvider services)
{
    private volatile IReadOnlyList<TrustedIssuer>? _all;

    public async ValueTask<IReadOnlyList<TrustedIssuer>> GetAsync() => _all ??= [.. (await schemes.GetAsync())
        .Select(scheme => (Name: scheme.OpenIdConnect, Options: options.Get(scheme.OpenIdConnect)))
        .GroupBy(scheme => scheme.Options.GetIssuer(), StringComparer.Ordinal)
        .Select(issuer => new TrustedIssuer(
            issuer.Key,
            [.. issuer.Select(scheme => scheme.Options.ClientId!).Distinct(StringComparer.Ordinal)],
            new DiscoveredSigningKeys(services.GetRequiredKeyedService<IOktaDiscoveryClient>(issuer.First().Name), keys)))];
}
