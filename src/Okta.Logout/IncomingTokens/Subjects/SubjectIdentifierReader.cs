using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads subject identifiers with the strictness of RFC 9493, section 3: every member that the format describes, and no other.</summary>
internal static class SubjectIdentifierReader
{
    private const int LongestText = 1024;

    // OpenID Connect Core 1.0, section 2.
    private const int LongestSubject = 255;

    // RFC 5321, section 4.5.3.1: 64 for the local part, 255 for the domain.
    private const int LongestEmail = 320;

    private const int MostAliases = 16;

    /// <summary>Returns the identifier, or null if it is not of a known format.</summary>
    /// <param name="value">The identifier.</param>
    /// <param name="skipsUnknownAliases">Whether aliases of other formats are left out; otherwise they make the whole identifier unknown.</param>
    public static SubjectIdentifier? Read(JsonElement value, bool skipsUnknownAliases = false)
    {
        if (value.ValueKind is not JsonValueKind.Object || !value.TryGetText("format", out var format))
            return null;
        return format is SubjectIdentifierFormats.Aliases ? ReadAliases(value, skipsUnknownAliases) : ReadSimple(value, format);
    }

    private static SubjectIdentifier? ReadSimple(JsonElement value, string format) => format switch
    {
        SubjectIdentifierFormats.Email when HasOnly(value, "email") && TryRead(value, "email", LongestEmail, out var email) && IsAddress(email) =>
            SubjectIdentifier.ForEmail(email),
        SubjectIdentifierFormats.IssuerAndSubject when HasOnly(value, "iss", "sub")
            && TryRead(value, "iss", LongestText, out var issuer) && TryRead(value, "sub", LongestSubject, out var subject) =>
            SubjectIdentifier.Received(issuer, subject),
        SubjectIdentifierFormats.Opaque when HasOnly(value, "id") && TryRead(value, "id", LongestText, out var id) => SubjectIdentifier.ForId(id),
        _ => null,
    };

    // Section 3.2.8: at least one, and never nested.
    private static SubjectIdentifier? ReadAliases(JsonElement value, bool skipsUnknown)
    {
        if (!HasOnly(value, "identifiers") || value.GetProperty("identifiers") is not { ValueKind: JsonValueKind.Array } identifiers
            || identifiers.GetArrayLength() is 0 or > MostAliases)
        {
            return null;
        }

        var all = identifiers.EnumerateArray().Where(one => !skipsUnknown || !IsOfUnknownFormat(one)).Select(one => Read(one)).ToList();
        return all.TrueForAll(one => one is { Format: not SubjectIdentifierFormats.Aliases }) ? SubjectIdentifier.ForAliases(all!) : null;
    }

    private static bool IsOfUnknownFormat(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetText("format", out var format) && !SubjectIdentifierFormats.IsKnown(format);

    private static bool HasOnly(JsonElement value, params string[] members) =>
        members.All(member => value.Has(member)) && value.EnumerateObject().Count() == members.Length + 1;

    private static bool TryRead(JsonElement value, string name, int longest, [NotNullWhen(true)] out string? text) =>
        value.TryGetText(name, out text) && text.Length <= longest && !text.Any(char.IsControl) && text.Trim().Length == text.Length;

    private static bool IsAddress(string email) => email.IndexOf('@') is > 0 and var at && at < email.Length - 1;
}
