namespace Okta.Logout.AspNetCore;

/// <summary>What a handler does with a valid access token.</summary>
public enum AccessTokenStatus
{
    /// <summary>The list could not be read, and <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> is <see cref="RevocationCheckFailure.Reject"/>: respond with 503, not with 401.</summary>
    Unknown,

    /// <summary>Accept it.</summary>
    Accepted,

    /// <summary>Refuse it: the user was signed out.</summary>
    Revoked,
}
