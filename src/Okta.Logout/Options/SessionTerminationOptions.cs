namespace Okta.Logout;

/// <summary>How sessions end, whatever ends them.</summary>
public sealed class SessionTerminationOptions
{
    /// <summary>Gets or sets how long a revocation is remembered.</summary>
    /// <value>
    /// At least as long as the longest session cookie: one minute to five years. The default is 14 days, in ASP.NET Core the longest
    /// <c>ExpireTimeSpan</c> of the cookie schemes that users sign in to.
    /// </value>
    public TimeSpan? RevocationLifetime { get; set; }

    /// <summary>Gets or sets the time that each <see cref="ISessionTerminator"/>, and each use of the revocation list, may take.</summary>
    /// <value>Between 10 milliseconds and one minute. The default is 2 seconds.</value>
    public TimeSpan TerminatorTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how far the clocks of the app's nodes may differ: a session counts as signed in before a termination if it was so by the slowest of these clocks.</summary>
    /// <value>
    /// Between zero and one minute. The default is 5 seconds. Clocks of the provider do not matter. A sign-in at a node that knows of the termination
    /// already is never mistaken for an earlier one.
    /// </value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often the sessions of open connections are looked up in a revocation list that is not in the memory of each node.</summary>
    /// <value>
    /// Between one second and one hour. The default is 10 seconds. Each look-up costs what the check of a request costs: with <c>UseDistributedCache</c>, one round
    /// trip to the cache. It has no effect on a list in memory, with or without a log: an entry takes effect on connections when it arrives.
    /// </value>
    public TimeSpan ConnectionCheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    internal TimeSpan GetRevocationLifetime() => RevocationLifetime ?? TimeSpan.FromDays(14);
}
