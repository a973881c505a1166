using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>The issuers of the app's registrations, each with the client ids of the app there.</summary>
internal sealed class TrustedIssuers(
    IRegistrations registrations, SigningKeyCaches keys, SignOutThreads threads, TimeProvider timeProvider, IServiceProvider services)
{
    public async ValueTask<IReadOnlyList<TrustedIssuer>> GetAsync() =>
    [
        .. from registration in await registrations.AllAsync().ConfigureAwait(false)
           from issuer in registration.Options.GetTokenIssuers()
           group registration by issuer into ofIssuer
           select new TrustedIssuer(
               ofIssuer.Key,
               [.. ofIssuer.Select(registration => registration.Options.ClientId).OfType<string>().Distinct(StringComparer.Ordinal)],
               new DiscoveredSigningKeys(DiscoveryClientOf(ofIssuer.First().Name), keys, threads, timeProvider)),
    ];

    // What the host registered without a name serves the options without a name.
    private IOktaDiscoveryClient DiscoveryClientOf(string name) =>
        name.Length == 0 ? services.GetRequiredService<IOktaDiscoveryClient>() : services.GetRequiredKeyedService<IOktaDiscoveryClient>(name);
}
