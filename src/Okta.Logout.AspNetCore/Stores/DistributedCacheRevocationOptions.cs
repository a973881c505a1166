namespace Okta.Logout.AspNetCore;

/// <summary>How the revocation list is kept in an <c>IDistributedCache</c>.</summary>
public sealed class DistributedCacheRevocationOptions
{
    /// <summary>Gets or sets the prefix of the keys.</summary>
    /// <value>
    /// The default is <c>okta-logout:</c>. Apps that share a cache and a prefix share their revocations. A digest of 32 characters, or
    /// <c>unconfirmed-</c> and three characters, follows the prefix, so that no key contains a user's name.
    /// </value>
    public string KeyPrefix { get; set; } = "okta-logout:";

    /// <summary>Gets or sets the time that one check of a session may take; then it counts as failed, and <see cref="OktaLogoutWebOptions.OnRevocationCheckFailure"/> decides.</summary>
    /// <value>Between 10 milliseconds and 30 seconds. The default is 500 milliseconds.</value>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets for how long a node treats a session that was live as live without asking the cache again.</summary>
    /// <value>
    /// Zero, the default, means that every request asks; at most 5 seconds. A session that another node has ended goes on for up to
    /// this time on this node.
    /// </value>
    public TimeSpan LocalCacheDuration { get; set; } = TimeSpan.Zero;
}
