using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>
/// The Okta orgs of the app's OpenID Connect schemes, as senders of requests. An org signs them with its own issuer and keys, whichever of its authorization
/// servers the app uses to sign in.
/// </summary>
internal sealed class OktaOrgs<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IRegistrations registrations, IOptions<TOptions> options, SigningKeyCaches keys)
    where TOptions : class, IOktaOrgOptions
{
    public async ValueTask<IReadOnlyList<TrustedIssuer>> GetAsync() => Find([.. (await registrations.AllAsync().ConfigureAwait(false)).Select(registration => registration.Options)]);

    private List<TrustedIssuer> Find(IReadOnlyList<OktaLogoutOptions> clients)
    {
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
        string[] clientIds = [.. ours.Select(client => client.ClientId).OfType<string>().Distinct(StringComparer.Ordinal)];

        // Configured issuers come first, so that their keys are used even if an org has the same name.
        return configured.Select(issuer => (Name: issuer.Issuer, Keys: issuer.JwksUri.OriginalString))
            .Concat(signIns.Select(OktaOrg.Of).Select(name => (Name: name, Keys: OktaOrg.KeysOf(name)!)).Where(sender => sender.Keys is not null))
            .GroupBy(sender => sender.Name, StringComparer.Ordinal)
            .Select(senders => senders.First())
            .Select(sender => new TrustedIssuer(sender.Name, clientIds, keys.Get(sender.Keys)) { Org = org });
    }
}
