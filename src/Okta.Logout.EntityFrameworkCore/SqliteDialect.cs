namespace Okta.Logout.EntityFrameworkCore;

internal sealed class SqliteDialect : DatabaseDialect
{
    public static SqliteDialect Instance { get; } = new();

    public override string Now => "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    public override string TableExists => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND '\"' || name || '\"' = @name";

    // Its asynchronous methods are synchronous, and sleep while another writes.
    public override bool BlocksThreads => true;

    public override bool HasReplicas => false;
}
