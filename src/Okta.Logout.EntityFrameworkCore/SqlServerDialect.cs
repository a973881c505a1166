namespace Okta.Logout.EntityFrameworkCore;

internal sealed class SqlServerDialect : DatabaseDialect
{
    public static SqlServerDialect Instance { get; } = new();

    public override string Now => "DATEDIFF_BIG(millisecond, '19700101', SYSUTCDATETIME())";

    public override string TableExists => "SELECT CASE WHEN OBJECT_ID(@name) IS NULL THEN 0 ELSE 1 END";

    // With and without READ_COMMITTED_SNAPSHOT. What is passed over here is a gap, and read later.
    public override string Unlocked => " WITH (READCOMMITTEDLOCK, READPAST)";

    public override string First(string query, int most) => $"SELECT TOP ({most}) {query}";

    public override string Delete(string table, string key, string condition, int most) =>
        $"DELETE TOP ({most}) FROM {table}{Unlocked} WHERE {condition}";
}
