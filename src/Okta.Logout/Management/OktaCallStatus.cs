namespace Okta.Logout;

/// <summary>How a call of an API of Okta ended.</summary>
public enum OktaCallStatus
{
    /// <summary>Okta has done it.</summary>
    Succeeded,

    /// <summary>Okta does not know the user.</summary>
    NotFound,

    /// <summary>Okta did not accept the token: it is missing, expired, or lacks a scope or an administrator role.</summary>
    NotAuthorized,

    /// <summary>Okta's rate limit was reached, and the time did not suffice to wait for it.</summary>
    RateLimited,

    /// <summary>Okta refused the request otherwise, or the request could not be made.</summary>
    Refused,

    /// <summary>Okta could not be reached.</summary>
    Unreachable,

    /// <summary>Okta did not respond in time. It may have done it.</summary>
    TimedOut,
}
