namespace Okta.Logout;

/// <summary>How a revocation ended.</summary>
public enum TokenRevocationStatus
{
    /// <summary>
    /// The server responded with another status than 200: an OAuth error, a redirect, a 429 or a 5xx; or its endpoint must not be called. The token has
    /// to be treated as valid.
    /// </summary>
    Refused,

    /// <summary>The server responded with 200: the token is no longer valid, or never was (RFC 7009, section 2.2).</summary>
    Revoked,

    /// <summary>There was no response: name resolution, connection or TLS failed. The token has to be treated as valid.</summary>
    Unreachable,

    /// <summary>There was no response within the time budget. The token has to be treated as valid.</summary>
    TimedOut,

    /// <summary>The server does not revoke tokens of this type, or has no revocation endpoint.</summary>
    NotSupported,
}
