using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// The Okta orgs of the app's OpenID Connect schemes, as senders of requests. An org signs them by its own name and keys, whichever of its authorization
/// servers the app signs in at.
/// </summary>
internal sealed class OktaOrgs<TOptions>(
    OktaLogoutSchemes schemes, IOptionsMonitor<OktaLogoutOptions> oktaOptions, IOptions<TOptions> options, SigningKeyCaches keys)
    where TOptions : class, IOktaOrgOptions
{
    private volatile IReadOnlyList<TrustedIssuer>? _all;

    public async ValueTask<IReadOnlyList<TrustedIssuer>> GetAsync() => _all ??= Find(await schemes.GetAsync());

    private List<TrustedIssuer> Find(IReadOnlyList<OktaLogoutScheme> all)
    {
        var clients = all.Select(scheme => oktaOptions.Get(scheme.OpenIdConnect)).ToList();
        var additional = options.Value.AdditionalIssuers;
        var groups = OktaOrgGroups.Of(clients.Select(client => client.GetIssuer()), additional);
        return [.. groups.SelectMany(group => SendersOf(group, clients, additional))];
    }

    private IEnumerable<TrustedIssuer> SendersOf(
        IReadOnlyCollection<string> orgs, IReadOnlyList<OktaLogoutOptions> clients, IList<OktaOrgIssuer> additional)
    {
        var ours = clients.Where(client => orgs.Contains(OktaOrg.Of(client.GetIssuer()))).ToList();
        var configured = additional.Where(issuer => orgs.Contains(OktaOrg.Of(issuer.Issuer))).ToList();
        var signIns = ours.Select(client => client.GetIssuer()).ToList();
        var otherNames = ours.SelectMany(client => client.AdditionalIssuers).Concat(configured.Select(issuer => issuer.Issuer));
        string[] org = [.. orgs.Concat(signIns).Concat(otherNames).Distinct(StringComparer.Ordinal)];
        string[] clientIds = [.. ours.Select(client => client.ClientId!).Distinct(StringComparer.Ordinal)];

        // What is configured comes first, and wins over the keys that an org of that name would have.
        return configured.Select(issuer => (Name: issuer.Issuer, Keys: issuer.JwksUri))
            .Concat(signIns.Select(OktaOrg.Of).Select(name => (Name: name, Keys: OktaOrg.KeysOf(name)!)).Where(sender => sender.Keys is not null))
            .DistinctBy(sender => sender.Name, StringComparer.Ordinal)
            .Select(sender => new TrustedIssuer(sender.Name, clientIds, keys.Get(sender.Keys)) { Org = org });
    }
}
