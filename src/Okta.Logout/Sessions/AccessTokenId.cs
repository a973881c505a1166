using System.Globalization;

namespace Okta.Logout;

/// <summary>The name under which the revocation list holds one access token: that of a ticket, as an API has no other session.</summary>
internal static class AccessTokenId
{
    // No ticket id has a colon.
    private const string Prefix = "access-token:";

    /// <summary>Returns the ticket id of a token. The length of the issuer keeps the two parts apart.</summary>
    public static string TicketIdOf(string issuer, string tokenId) => $"{Prefix}{issuer.Length.ToString(CultureInfo.InvariantCulture)}:{issuer}{tokenId}";

    /// <summary>Returns the ticket id of the access token that a session keeps, and when the token expires; null if it is opaque, or not one of the session's own issuer.</summary>
    /// <remarks>The token came from the token endpoint of the issuer, which may name its own tokens only.</remarks>
    public static (string TicketId, DateTimeOffset? ExpiresAt)? Find(SessionDescriptor session, string? accessToken) =>
        IdTokenClaims.TryRead(accessToken, out var claims) && claims is { TokenId.Length: > 0, Issuer.Length: > 0 } && claims.Issuer == session.Issuer
            ? (TicketIdOf(claims.Issuer!, claims.TokenId!), claims.ExpiresAt)
            : null;
}
