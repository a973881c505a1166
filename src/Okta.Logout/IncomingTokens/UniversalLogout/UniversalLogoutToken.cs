namespace Okta.Logout;

/// <summary>The content of an accepted bearer token of Universal Logout. Not a record, because ToString of a record shows the values.</summary>
internal sealed class UniversalLogoutToken
{
    public required TrustedIssuer Issuer { get; init; }

    public required string ClientId { get; init; }

    public required string TokenId { get; init; }

    /// <summary>Gets when Okta asked, by its own clock.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Gets the time from which the token is refused because of its age.</summary>
    public required DateTimeOffset ReplayableUntil { get; init; }
}
