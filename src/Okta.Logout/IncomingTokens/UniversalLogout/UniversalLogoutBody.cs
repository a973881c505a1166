namespace Okta.Logout;

/// <summary>The body of a Universal Logout request: one member, which names the user.</summary>
internal static class UniversalLogoutBody
{
    private const string Member = "sub_id";

    // Before draft -03.
    private const string LegacyMember = "subject";

    /// <summary>Returns the user whom the body names, or null if the body is not exactly what the draft describes.</summary>
    public static SubjectIdentifier? Read(byte[] body, bool allowLegacySubject)
    {
        if (!StrictJson.TryParseObject(body, out var document))
            return null;
        using (document)
        {
            var members = document.RootElement.EnumerateObject().ToList();
            var isKnown = members.Count == 1 && (members[0].NameEquals(Member) || (allowLegacySubject && members[0].NameEquals(LegacyMember)));
            return isKnown ? SubjectIdentifierReader.Read(members[0].Value) : null;
        }
    }
}
