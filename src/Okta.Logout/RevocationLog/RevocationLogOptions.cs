namespace Okta.Logout;

/// <summary>How a node follows a revocation log.</summary>
public sealed class RevocationLogOptions
{
    /// <summary>Gets or sets how long the start of the app waits until the log is read to its end.</summary>
    /// <value>Between zero and 10 minutes. The default is 30 seconds. After it, or if the log cannot be reached, the app starts without, and the health check says so until the log is read: meanwhile the list counts as not readable.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often the log is read where nothing says that there is something new.</summary>
    /// <value>Between 100 milliseconds and 1 minute. The default is 5 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the shortest time between two reads of the log by one node, so that one read brings the revocations of many users.</summary>
    /// <value>
    /// Between zero and 1 second. The default is 10 milliseconds. A revocation that comes when the node has not read for that long is read at once. It bounds what the nodes ask of the log
    /// together: with the default, 100 reads a second for each node.
    /// </value>
    public TimeSpan MinReadInterval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets or sets how old what a node knows of the log may be, until the list counts as not readable.</summary>
    /// <value>
    /// Between 5 seconds and 1 day. The default is 1 minute. From then on the health check is degraded; whether signed-in requests go on is the app's
    /// choice, as for every list that cannot be read (in ASP.NET Core: <c>OnRevocationCheckFailure</c>). The age is measured by a record that nodes append every few seconds, and that
    /// has to come back.
    /// </value>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromMinutes(1);
}
