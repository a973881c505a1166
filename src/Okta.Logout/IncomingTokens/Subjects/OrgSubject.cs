namespace Okta.Logout;

/// <summary>The sessions of a user of an Okta org: all its issuers name the same users by the same <c>sub</c>.</summary>
internal static class OrgSubject
{
    /// <summary>Returns the targets; none if the identifier is that of an issuer outside of the org.</summary>
    /// <param name="subject">Whom Okta names.</param>
    /// <param name="orgIssuers">The issuers of the org that sent the identifier: it can only name its own users.</param>
    /// <param name="startedBefore">Sessions that began later are not ended.</param>
    public static IReadOnlyList<SessionTarget> TargetsOf(
        SubjectIdentifier subject, IReadOnlyList<string> orgIssuers, DateTimeOffset startedBefore) => subject.Format switch
        {
            SubjectIdentifierFormats.Email => [.. orgIssuers.Select(issuer => SessionTarget.ForEmail(issuer, subject.Email!, startedBefore))],
            SubjectIdentifierFormats.IssuerAndSubject => IsOfOrg(subject.Issuer!, orgIssuers)
                ? OfSubject(subject.Subject!, orgIssuers, startedBefore)
                : [],
            SubjectIdentifierFormats.Opaque => OfSubject(subject.Id!, orgIssuers, startedBefore),
            _ => [.. subject.Identifiers.SelectMany(alias => TargetsOf(alias, orgIssuers, startedBefore))],
        };

    // An org may name users by any of its custom authorization servers, also by one that this app does not sign in at.
    private static bool IsOfOrg(string issuer, IReadOnlyList<string> orgIssuers) =>
        orgIssuers.Contains(issuer, StringComparer.Ordinal) || orgIssuers.Contains(OktaOrg.Of(issuer), StringComparer.Ordinal);

    private static IReadOnlyList<SessionTarget> OfSubject(string subject, IReadOnlyList<string> issuers, DateTimeOffset startedBefore) =>
        [.. issuers.Select(issuer => SessionTarget.ForSubject(issuer, subject, startedBefore))];
}
