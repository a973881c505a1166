namespace Okta.Logout;

/// <summary>How a revocation ended.</summary>
public enum TokenRevocationStatus
{
    /// <summary>The server answered 200: the token is not valid any more, or never was (RFC 7009, section 2.2).</summary>
    Revoked,

    /// <summary>The server answered with an error; the token has to be taken as valid.</summary>
    Refused,

    /// <summary>No usable answer: connection, TLS, a redirect, a 5xx or 429; the token has to be taken as valid.</summary>
    Unreachable,

    /// <summary>The time budget was over before an answer came; the token has to be taken as valid.</summary>
    TimedOut,

    /// <summary>The server does not revoke tokens of this type, or has no revocation endpoint.</summary>
    NotSupported,
}
