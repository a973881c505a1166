namespace Okta.Logout.AspNetCore;

/// <summary>How often Okta is asked whether the refresh token of a session is still valid, and how long a session goes on without an answer.</summary>
public sealed class SessionRevalidationOptions
{
    /// <summary>Gets or sets how long an answer counts.</summary>
    /// <value>
    /// Between one second and one day; what was given to <c>RevalidateSessions</c>. A session that is in use is asked about in the background, when four to five fifths of this time are over: so the load at Okta is
    /// about the number of sessions in use, divided by this time.
    /// </value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets whether the refresh token is used, instead of being asked about: for apps that want fresh tokens anyway.</summary>
    /// <value>
    /// The default is <see langword="false"/>. If <see langword="true"/>, the request waits up to <see cref="MaxDelay"/> for new tokens, and its response has a cookie with them; tokens that Okta does not send again are kept.
    /// <c>invalid_grant</c> ends the session. With more than one node and refresh tokens that rotate, keep the requests of a browser on one node, or tickets in a shared store: other nodes go on with the old tokens until they get
    /// the new cookie.
    /// </value>
    public bool RefreshTokens { get; set; }

    /// <summary>Gets or sets how long a request waits for Okta at most.</summary>
    /// <value>
    /// Between zero and 10 seconds. The default is one second. Only requests of sessions whose last answer is older than <see cref="Interval"/> wait, such as the first one after a pause. Without an answer in time, the
    /// request goes on, and the answer counts for the next.
    /// </value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long a session goes on while Okta gives no answer.</summary>
    /// <value>
    /// Not set by default: an outage of Okta signs nobody out. Otherwise longer than <see cref="Interval"/>. A session that was not confirmed for this long is not ended, but refused until Okta confirms it: where a page asks for a
    /// sign-in, the response is 503. Sessions without a refresh token cannot be confirmed, and are not limited by this value: set <see cref="OktaLogoutWebOptions.AbsoluteLifetime"/>, too.
    /// </value>
    public TimeSpan? MaxUnverified { get; set; }
}
