namespace Okta.Logout.AspNetCore;

/// <summary>The issuers by which Okta may name sessions of this app: an org has several, and not all of them issue the app's ID tokens.</summary>
internal sealed class KnownIssuers(IssuerRegistrations registrations)
{
    /// <summary>Returns the issuers that the sessions meant by <paramref name="issuer"/> can have: none if it is not known.</summary>
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
        (await registrations.AllAsync()).SelectMany(registration => registration.Options.GetIssuers()).Select(issuer => new Uri(issuer).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal);

    private async ValueTask<HashSet<string>> FindAsync(string issuer, string org) => (await registrations.AllAsync())
        .Select(registration => registration.Options.GetIssuers())
        .Where(own => own.Contains(issuer, StringComparer.Ordinal) || OktaOrg.Of(own[0]) == org)
        .SelectMany(own => own)
        .ToHashSet(StringComparer.Ordinal);
}
