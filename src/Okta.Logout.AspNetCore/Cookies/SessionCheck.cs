namespace Okta.Logout.AspNetCore;

/// <summary>What the revocation list says of a session.</summary>
internal enum SessionCheck
{
    Live,
    Ended,

    /// <summary>The list could not be read.</summary>
    Unknown,
}
