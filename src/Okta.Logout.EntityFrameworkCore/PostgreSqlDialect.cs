namespace Okta.Logout.EntityFrameworkCore;

internal sealed class PostgreSqlDialect : DatabaseDialect
{
    public static PostgreSqlDialect Instance { get; } = new();

    public override string Now => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";

    public override string TableExists => "SELECT CASE WHEN to_regclass(@name) IS NULL THEN 0 ELSE 1 END";

    // The rows are chosen once, by the array: as part of a join, they could be chosen again, and more be deleted.
    public override string Delete(string table, string key, string condition, int most) =>
        $"DELETE FROM {table} WHERE {key} = ANY(ARRAY({First($"{key} FROM {table} WHERE {condition}", most)} FOR UPDATE SKIP LOCKED))";
}
