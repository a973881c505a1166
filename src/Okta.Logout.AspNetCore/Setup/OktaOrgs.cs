using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// The Okta orgs of the app's OpenID Connect schemes, as senders of requests. An org signs them by its own name and keys, whichever of its authorization
/// servers the app signs in at; all schemes on its host are of that org.
/// </summary>
internal sealed class OktaOrgs<TOptions>(
    OktaLogoutSchemes schemes, IOptionsMonitor<OktaLogoutOptions> oktaOptions, IOptions<TOptions> options, SigningKeyCaches keys)
    where TOptions : class, IOktaOrgOptions
{
    private const string PathOfKeys = "/oauth2/v1/keys";

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
        IReadOnlyCollection<string> origins, IReadOnlyList<OktaLogoutOptions> clients, IList<OktaOrgIssuer> additional)
    {
        var ours = clients.Where(client => origins.Contains(OktaOrgGroups.OriginOf(client.GetIssuer()))).ToList();
        var configured = additional.Where(issuer => origins.Contains(OktaOrgGroups.OriginOf(issuer.Issuer))).ToList();
        var signIns = ours.Select(client => client.GetIssuer()).ToList();
        string[] org = [.. origins.Concat(signIns).Concat(configured.Select(issuer => issuer.Issuer)).Distinct(StringComparer.Ordinal)];
        string[] clientIds = [.. ours.Select(client => client.ClientId!).Distinct(StringComparer.Ordinal)];

        // What is configured comes first, and wins over the keys that an org of that name would have.
        return configured.Select(issuer => (issuer.Issuer, issuer.JwksUri))
            .Concat(signIns.Select(OktaOrgGroups.OriginOf).Select(origin => (origin, origin + PathOfKeys)))
            .DistinctBy(sender => sender.Item1, StringComparer.Ordinal)
            .Select(sender => new TrustedIssuer(sender.Item1, clientIds, keys.Get(sender.Item2)) { Org = org });
    }
}
