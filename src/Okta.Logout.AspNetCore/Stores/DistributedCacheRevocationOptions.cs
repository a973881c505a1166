namespace Okta.Logout.AspNetCore;

/// <summary>How the revocation list is kept in an <c>IDistributedCache</c>.</summary>
public sealed class DistributedCacheRevocationOptions
{
    /// <summary>Gets or sets what the keys begin with.</summary>
    /// <value>
    /// The default is <c>okta-logout:</c>. Apps that share a cache and a prefix share their revocations; digests of 32 characters follow, so that
    /// no key holds a user's name.
    /// </value>
    public string KeyPrefix { get; set; } = "okta-logout:";

    /// <summary>Gets or sets the time that one check of a session may take; then it counts as failed, and <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> decides.</summary>
    /// <value>Between 10 milliseconds and 30 seconds. The default is 500 milliseconds.</value>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets for how long a node takes a session for live without asking again.</summary>
    /// <value>
    /// Zero, the default, means that every request asks; at most 5 seconds. Whatever is set, a session that another node has ended goes on for up to
    /// that long on this one.
    /// </value>
    public TimeSpan LocalCacheDuration { get; set; } = TimeSpan.Zero;
}
