using System.Text.Json;

namespace Okta.Logout;

/// <summary>The subject of an event: a user, a session, or both in a complex subject (SSF 1.0, sections 3.2 and 3.3).</summary>
internal static class SecurityEventSubject
{
    private const string Complex = "complex";
    private const string User = "user";
    private const string Session = "session";

    /// <summary>The subject of a token: its own, or that inside the event, as Okta sends it (SSF 1.0, section 3.1.1).</summary>
    public static JsonElement? Find(JsonElement payload, JsonElement content) =>
        payload.TryGetProperty("sub_id", out var subject) || content.TryGetProperty("subject", out subject) ? subject : null;

    /// <summary>Returns the sessions; none if no session is known by such a subject, null if it is malformed.</summary>
    public static IReadOnlyList<SessionTarget>? TargetsOf(JsonElement subject, TrustedIssuer issuer, DateTimeOffset startedBefore)
    {
        if (subject.ValueKind is not JsonValueKind.Object || !subject.TryGetText("format", out var format))
            return null;
        if (format is Complex)
            return TargetsOfComplex(subject, issuer, startedBefore);
        if (!SubjectIdentifierFormats.IsKnown(format))
            return [];
        return SubjectIdentifierReader.Read(subject, skipsUnknownAliases: true) is { } user ? OrgSubject.TargetsOf(user, issuer.Org, startedBefore) : null;
    }

    // The members together name the subject. A member that is not understood here narrows the subject: ignoring it would end sessions that were not named.
    private static IReadOnlyList<SessionTarget>? TargetsOfComplex(JsonElement subject, TrustedIssuer issuer, DateTimeOffset startedBefore)
    {
        if (subject.EnumerateObject().Any(member => !member.NameEquals("format") && !member.NameEquals(User) && !member.NameEquals(Session)))
            return [];
        var hasUser = subject.TryGetProperty(User, out var user);
        if (subject.TryGetProperty(Session, out var session))
            return TargetsOfSession(session, hasUser ? user : null, issuer, startedBefore);
        return hasUser && !IsComplex(user) ? TargetsOf(user, issuer, startedBefore) : null;
    }

    // The session is the narrower of the two. The user named beside it must be one of the org; otherwise no session matches both.
    private static IReadOnlyList<SessionTarget>? TargetsOfSession(
        JsonElement session, JsonElement? user, TrustedIssuer issuer, DateTimeOffset startedBefore)
    {
        if (user is { } named)
        {
            var users = IsComplex(named) ? null : TargetsOf(named, issuer, startedBefore);
            if (users is not { Count: > 0 })
                return users;
        }

        if (session.ValueKind is not JsonValueKind.Object || !session.TryGetText("format", out var format))
            return null;
        if (format is not SubjectIdentifierFormats.Opaque)
            return [];
        return SubjectIdentifierReader.Read(session) is { } sid ? [.. issuer.Org.Select(one => SessionTarget.ForSession(one, sid.Id!))] : null;
    }

    private static bool IsComplex(JsonElement subject) =>
        subject.ValueKind is JsonValueKind.Object && subject.TryGetText("format", out var format) && format is Complex;
}
