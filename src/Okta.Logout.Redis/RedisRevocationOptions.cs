using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>How the revocation list is kept in Redis.</summary>
public sealed class RedisRevocationOptions
{
    /// <summary>Gets or sets the configuration of a connection of the library's own.</summary>
    /// <value>
    /// What StackExchange.Redis accepts, such as <c>redis.example.com:6380,ssl=true,password=…</c>. Set either this or
    /// <see cref="Connection"/>. <c>defaultDatabase=</c> selects the database. The app starts also while Redis is down.
    /// </value>
    public string? Configuration { get; set; }

    /// <summary>Gets or sets a connection that the app has: it is used, and never disposed.</summary>
    /// <value>Set either this or <see cref="Configuration"/>. The list is in the default database of the connection.</value>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>Gets or sets the prefix of all keys and of the channel.</summary>
    /// <value>
    /// The default is <c>okta-logout:</c>. Apps with the same prefix share their sign-outs. The keys are <c>entries</c>, <c>unconfirmed</c>,
    /// <c>heartbeat</c> and <c>token:</c> with a digest; Redis Cluster needs a hash tag in the prefix, such as <c>{okta-logout}:</c>.
    /// </value>
    public string KeyPrefix { get; set; } = "okta-logout:";

    /// <summary>Gets or sets whether nodes wake each other by publish/subscribe when they append an entry.</summary>
    /// <value>
    /// The default is <see langword="true"/>: a sign-out reaches the other nodes at once. Redis sends a message to every node for each entry; with a thousand nodes and many
    /// sign-outs, switch it off and lower <see cref="RevocationLogOptions.PollInterval"/>.
    /// </value>
    public bool WakeNodes { get; set; } = true;

    /// <summary>Gets or sets how many replicas have to confirm an entry before a sign-out, or an incoming token, counts as recorded in full.</summary>
    /// <value>
    /// Between 0 and 100. The default is 0: an entry is acknowledged when the primary has it. From 1 on, <see cref="Configuration"/> is required, because the
    /// library waits on a connection of its own. If fewer replicas confirm an entry in time, it is on the list and takes effect on all nodes; the receipt has a
    /// failed step, <see cref="SignOutStepNames.RevocationListReplicas"/>, and the sender of an incoming token gets 503.
    /// </value>
    public int RequiredReplicas { get; set; }

    /// <summary>Gets or sets how long replicas may take to confirm an entry.</summary>
    /// <value>
    /// Between 10 milliseconds and 5 seconds. The default is 500 milliseconds. A sign-out may wait for the group of entries before its own, so keep it below half
    /// of <see cref="SessionTerminationOptions.TerminatorTimeout"/>.
    /// </value>
    public TimeSpan ReplicationTimeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
