namespace Okta.Logout.AspNetCore;

/// <summary>Which origins belong to one Okta org: an org has its own, and may have custom domains.</summary>
internal static class OktaOrgGroups
{
    /// <summary>Scheme, host and port: the issuer of an org authorization server.</summary>
    public static string OriginOf(string issuer) => new Uri(issuer).GetLeftPart(UriPartial.Authority);

    /// <summary>Returns the origins of each org.</summary>
    /// <param name="signIns">The issuers that the app signs in at.</param>
    /// <param name="additional">Further issuers, which <see cref="FindHome"/> has found a home for.</param>
    public static IReadOnlyList<IReadOnlyCollection<string>> Of(IEnumerable<string> signIns, IEnumerable<OktaOrgIssuer> additional)
    {
        var groups = signIns.Select(OriginOf).Distinct(StringComparer.Ordinal).Select(origin => new HashSet<string>(StringComparer.Ordinal) { origin }).ToList();
        foreach (var issuer in additional)
        {
            var origin = OriginOf(issuer.Issuer);
            if (FindHome(issuer, groups) is not { } home)
                continue;
            if (groups.Find(group => group != home && group.Contains(origin)) is { } other)
            {
                home.UnionWith(other);
                groups.Remove(other);
            }

            home.Add(origin);
        }

        return groups;
    }

    /// <summary>Tells whether the org of an additional issuer is known.</summary>
    public static bool HasHome(OktaOrgIssuer issuer, IEnumerable<string> signIns) => FindHome(issuer, [.. Of(signIns, []).Cast<HashSet<string>>()]) is not null;

    private static HashSet<string>? FindHome(OktaOrgIssuer issuer, List<HashSet<string>> groups)
    {
        var origin = OriginOf(issuer.SameOrgAs ?? issuer.Issuer);
        return groups.Find(group => group.Contains(origin)) ?? (issuer.SameOrgAs is null && groups.Count == 1 ? groups[0] : null);
    }
}
