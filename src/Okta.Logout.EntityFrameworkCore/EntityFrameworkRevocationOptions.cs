using System.Data.Common;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>How the revocation list is kept in a database.</summary>
public sealed class EntityFrameworkRevocationOptions
{
    /// <summary>Gets or sets how a connection to PostgreSQL waits for a notification, so that a sign-out reaches the other nodes at once.</summary>
    /// <value>
    /// One line of Npgsql, which this package does not depend on:
    /// <c>(connection, timeout, token) =&gt; ((NpgsqlConnection)connection).WaitAsync(timeout, token)</c>. The default is <see langword="null"/>: nodes read
    /// the table every second (<see cref="RevocationLogOptions.PollInterval"/>). With it, each node keeps one connection open for <c>LISTEN</c>, and a sign-out sends
    /// <c>NOTIFY</c>; where that does not work, such as behind PgBouncer in transaction mode, the nodes go on reading every second. The delegate gets an open
    /// connection and a time limit, and returns whether a notification came.
    /// </value>
    public Func<DbConnection, TimeSpan, CancellationToken, Task<bool>>? WaitForNotification { get; set; }
}
