namespace Okta.Logout;

/// <summary>What an accepted logout token says. Not a record: its text would show the claims.</summary>
internal sealed class LogoutToken
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets when the token is refused by its age at the latest.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }

    /// <summary>Gets the one session of the <c>sid</c>, or all sessions of the subject that began no later than the token.</summary>
    public required SessionTarget Target { get; init; }
}
