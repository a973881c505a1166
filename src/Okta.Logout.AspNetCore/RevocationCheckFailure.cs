namespace Okta.Logout.AspNetCore;

/// <summary>What happens to a signed-in request while the revocation list cannot be read.</summary>
public enum RevocationCheckFailure
{
    /// <summary>It goes on: a session that was ended meanwhile is obeyed again as soon as the list is back.</summary>
    Allow,

    /// <summary>It is treated as signed out; the cookie stays, and works again when the list is back.</summary>
    Reject,
}
