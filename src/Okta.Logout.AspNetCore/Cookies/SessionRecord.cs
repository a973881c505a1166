namespace Okta.Logout.AspNetCore;

/// <summary>The record of a session in a cookie ticket. Parts that a later version has written are kept.</summary>
/// <param name="Session">Who has been signed in since when, and the keys under which the revocation list may hold the session.</param>
internal sealed record SessionRecord(SessionDescriptor Session)
{
    /// <summary>Gets the OpenID Connect scheme that began the session.</summary>
    public string? OpenIdConnectScheme { get; init; }

    /// <summary>Gets the refresh token, if no other part of the ticket keeps it.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Gets the app's name for the user who signed in. If the ticket has another user, this user impersonates the other.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets when the user has given credentials at the provider, by its clock.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Gets when the session ends at the latest, by the word of the provider.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Gets when the session was last used, about: only noted if the app limits how idle a session may get.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Gets when the provider last said that the session's refresh token is valid: only noted if the app asks.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Gets the parts that other versions have written, unchanged.</summary>
    public string OtherParts { get; init; } = "";

    /// <summary>Gets whether the session began with a sign-in at a provider.</summary>
    public bool HasLineage => Session.Issuer is not null;

    /// <summary>Shows no values, because they name a user and may include a token.</summary>
    public override string ToString() => nameof(SessionRecord);
}
