namespace Okta.Logout;

/// <summary>How a revocation ended.</summary>
public enum TokenRevocationStatus
{
    /// <summary>The server answered 200: the token is not valid any more, or never was (RFC 7009, section 2.2).</summary>
    Revoked,

    /// <summary>
    /// The server answered with something else than 200: an OAuth error, a redirect, a 429 or a 5xx; or its endpoint must not be called. The token has
    /// to be taken as valid.
    /// </summary>
    Refused,

    /// <summary>There was no answer: name resolution, connection or TLS failed; the token has to be taken as valid.</summary>
    Unreachable,

    /// <summary>The time budget was over before an answer came; the token has to be taken as valid.</summary>
    TimedOut,

    /// <summary>The server does not revoke tokens of this type, or has no revocation endpoint.</summary>
    NotSupported,
}
