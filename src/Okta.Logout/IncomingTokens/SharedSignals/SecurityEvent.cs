namespace Okta.Logout;

/// <summary>What an accepted security event token says. Not a record: its text would show the claims.</summary>
internal sealed class SecurityEvent
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets when the token is refused by its age.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }

    /// <summary>Gets the sessions to end; none where the event, or the app's choice, asks for nothing.</summary>
    public required IReadOnlyList<SessionTarget> Targets { get; init; }
}
