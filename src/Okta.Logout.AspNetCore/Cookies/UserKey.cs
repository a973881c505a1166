namespace Okta.Logout.AspNetCore;

/// <summary>Keys that tell users and sessions apart, and from which neither can be learnt.</summary>
internal static class UserKey
{
    // No issuer, because it is not a URL.
    private const string NoIssuer = "local";

    /// <summary>Returns the key of a session's user; null for a session without a name.</summary>
    public static string? Of(RequestSession session) => session.Session is { Issuer: { } issuer, Subject: { } subject }
        ? Of(issuer, subject)
        : session.Owner is { Length: > 0 } owner ? Of(NoIssuer, owner) : null;

    public static string Of(string issuer, string subject) => SessionKey.OfUser(issuer, subject).ToString();

    /// <summary>Returns the id of a session, from which its ticket id cannot be learnt.</summary>
    public static string IdOf(string ticketId) => SessionTarget.ForTicket(ticketId).GetKey().ToString();
}
