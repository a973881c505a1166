namespace Okta.Logout.AspNetCore;

/// <summary>The result of checking a session against the revocation list.</summary>
internal enum SessionCheck
{
    /// <summary>The list could not be read.</summary>
    Unknown,

    Live,

    Ended,
}
