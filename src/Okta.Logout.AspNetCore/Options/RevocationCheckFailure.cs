namespace Okta.Logout.AspNetCore;

/// <summary>What happens to a signed-in request while the revocation list cannot be read.</summary>
public enum RevocationCheckFailure
{
    /// <summary>
    /// The request goes on, unless this node itself knows that the session has ended. The cookie is not renewed. As soon as the list can be read, ended
    /// sessions are refused.
    /// </summary>
    Allow,

    /// <summary>
    /// The request counts as not signed in. The cookie stays, and works again when the list can be read. A page that requires a signed-in user responds with
    /// 503 and <c>Retry-After</c>, because a new sign-in could not be checked either.
    /// </summary>
    Reject,
}
