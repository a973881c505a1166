namespace Okta.Logout;

/// <summary>The content of an accepted security event token. Not a record, because ToString of a record shows the values.</summary>
internal sealed class SecurityEvent
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets the time from which the token is refused because of its age.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }

    /// <summary>Gets the sessions to end; none if the event, or the app's choice, asks for nothing.</summary>
    public required IReadOnlyList<SessionTarget> Targets { get; init; }
}
