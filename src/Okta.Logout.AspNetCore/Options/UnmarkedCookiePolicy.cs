namespace Okta.Logout.AspNetCore;

/// <summary>What happens to session cookies without a record of this library, issued before it was added, or by an app or a node without it.</summary>
public enum UnmarkedCookiePolicy
{
    /// <summary>
    /// They get a record that is derived from the ticket, so that every copy of a cookie gets the same one. Their sessions can be ended from then on; by the saved ID token or
    /// the claims, also by sign-outs that start elsewhere.
    /// </summary>
    Adopt,

    /// <summary>They are refused: their users sign in again.</summary>
    Refuse,
}
