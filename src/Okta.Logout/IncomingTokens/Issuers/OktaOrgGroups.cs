namespace Okta.Logout;

/// <summary>Groups the names of each Okta org: its own and those of its custom domains.</summary>
internal static class OktaOrgGroups
{
    /// <summary>Returns the names of each org.</summary>
    /// <param name="signIns">The issuers that the app signs in at.</param>
    /// <param name="additional">Further issuers, whose org <see cref="FindOrg"/> has found.</param>
    public static IReadOnlyList<IReadOnlyCollection<string>> Of(IEnumerable<string> signIns, IEnumerable<OktaOrgIssuer> additional)
    {
        var groups = signIns.Select(OktaOrg.Of).Distinct(StringComparer.Ordinal).Select(org => new HashSet<string>(StringComparer.Ordinal) { org }).ToList();
        foreach (var issuer in additional)
        {
            var org = OktaOrg.Of(issuer.Issuer);
            if (FindOrg(issuer, groups) is not { } known)
                continue;
            if (groups.Find(group => group != known && group.Contains(org)) is { } other)
            {
                known.UnionWith(other);
                groups.Remove(other);
            }

            known.Add(org);
        }

        return groups;
    }

    /// <summary>Tells whether the org of an additional issuer is known.</summary>
    public static bool HasOrg(OktaOrgIssuer issuer, IEnumerable<string> signIns) => FindOrg(issuer, [.. Of(signIns, []).Cast<HashSet<string>>()]) is not null;

    private static HashSet<string>? FindOrg(OktaOrgIssuer issuer, List<HashSet<string>> groups)
    {
        var org = OktaOrg.Of(issuer.SameOrgAs ?? issuer.Issuer);
        return groups.Find(group => group.Contains(org)) ?? (issuer.SameOrgAs is null && groups.Count == 1 ? groups[0] : null);
    }
}
