namespace Okta.Logout;

/// <summary>What an accepted bearer token of Universal Logout says. Not a record: its text would show the claims.</summary>
internal sealed class UniversalLogoutToken
{
    public required TrustedIssuer Issuer { get; init; }

    public required string ClientId { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets when Okta asked, by its own clock.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Gets when the token is refused by its age.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }
}
