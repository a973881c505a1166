namespace Okta.Logout.AspNetCore;

/// <summary>The <c>session_expiry</c> of an ID token: when the provider wants the app's session to end (OpenID IPSIE SL1 profile).</summary>
internal static class SessionExpiry
{
    /// <summary>The end of a session about whose end the provider says something that nobody can tell: at once.</summary>
    public static DateTimeOffset Over { get; } = DateTimeOffset.UnixEpoch;

    /// <summary>Returns the time; null if the token has none.</summary>
    public static DateTimeOffset? Of(IdTokenClaims claims) => claims.HasUnusableSessionExpiry ? Over : claims.SessionExpiry;

    /// <summary>Adds to a record what an ID token says of the time of its session.</summary>
    public static SessionRecord AddTo(SessionRecord record, string? idToken) =>
        IdTokenClaims.TryRead(idToken, out var claims) ? record with { EndsAt = Of(claims), AuthenticatedAt = claims.AuthenticatedAt } : record;
}
