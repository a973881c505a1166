namespace Okta.Logout;

/// <summary>What the authorization server said of a token.</summary>
public enum TokenIntrospectionStatus
{
    /// <summary>There is no verdict: the server did not respond in time, refused the client, was too busy, or has no such endpoint. It says nothing of the token.</summary>
    Unknown,

    /// <summary>The token is valid.</summary>
    Active,

    /// <summary>The token was revoked, has expired, or is not one of this server (RFC 7662, section 2.2).</summary>
    Inactive,
}
