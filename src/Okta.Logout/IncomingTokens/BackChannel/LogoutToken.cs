namespace Okta.Logout;

/// <summary>The content of an accepted logout token. Not a record, because ToString of a record shows the values.</summary>
internal sealed class LogoutToken
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets the time from which the token is refused because of its age.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }

    /// <summary>Gets the one session of the <c>sid</c>, or all sessions of the subject that began no later than the token.</summary>
    public required SessionTarget Target { get; init; }
}
