using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>By which issuers Okta may name sessions of this app: one org has several, and not all of them issue the app's ID tokens.</summary>
internal sealed class KnownIssuers(OktaLogoutSchemes schemes, IOptionsMonitor<OktaLogoutOptions> options)
{
    /// <summary>Returns the issuers that the sessions meant by <paramref name="issuer"/> can have: none where it is not known.</summary>
    public ValueTask<HashSet<string>> OfSessionsAsync(string issuer) => FindAsync(issuer, issuer);

    /// <summary>Returns the issuers that name the users of <paramref name="issuer"/> by the same <c>sub</c>, itself included.</summary>
    public async ValueTask<HashSet<string>> OfUsersAsync(string issuer)
    {
        var found = await FindAsync(issuer, OktaOrg.Of(issuer));
        found.Add(issuer);
        return found;
    }

    /// <summary>Returns the origins of all of them: whose pages may show this app in a frame.</summary>
    public async ValueTask<IEnumerable<string>> OriginsAsync() =>
        (await RegistrationsAsync()).SelectMany(IssuersOf).Select(issuer => new Uri(issuer).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal);

    private async ValueTask<HashSet<string>> FindAsync(string issuer, string org) => (await RegistrationsAsync())
        .Select(IssuersOf)
        .Where(own => own.Contains(issuer, StringComparer.Ordinal) || OktaOrg.Of(own[0]) == org)
        .SelectMany(own => own)
        .ToHashSet(StringComparer.Ordinal);

    private static string[] IssuersOf(OktaLogoutOptions registration) => [registration.GetIssuer(), .. registration.AdditionalIssuers];

    private async ValueTask<IEnumerable<OktaLogoutOptions>> RegistrationsAsync() => (await schemes.GetAsync()).Select(scheme => options.Get(scheme.OpenIdConnect));
}
