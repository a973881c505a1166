namespace Okta.Logout.EntityFrameworkCore;

/// <summary>What differs in the SQL of one database and another.</summary>
internal abstract class DatabaseDialect
{
    public const string Npgsql = "Npgsql.EntityFrameworkCore.PostgreSQL";
    public const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
    public const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    /// <summary>Gets the clock of the database, in milliseconds since 1970.</summary>
    public abstract string Now { get; }

    /// <summary>Gets the query whether a table exists, whose quoted name is the parameter <c>@name</c>.</summary>
    public abstract string TableExists { get; }

    /// <summary>Gets what follows the name of a table that is read: rows that others hold are passed over.</summary>
    public virtual string Unlocked => "";

    /// <summary>Gets whether calls keep their thread until the database has answered.</summary>
    public virtual bool BlocksThreads => false;

    /// <summary>Gets whether a copy of the database can take over that has not everything.</summary>
    public virtual bool HasReplicas => true;

    /// <summary>Returns the dialect of a provider; null for one that this package does not know.</summary>
    public static DatabaseDialect? Of(string? providerName) => providerName switch
    {
        Npgsql => PostgreSqlDialect.Instance,
        Sqlite => SqliteDialect.Instance,
        SqlServer => SqlServerDialect.Instance,
        _ => null,
    };

    /// <summary>Returns the first rows of a query.</summary>
    /// <param name="query">What follows <c>SELECT</c>.</param>
    /// <param name="most">How many rows.</param>
    public virtual string First(string query, int most) => $"SELECT {query} LIMIT {most}";

    /// <summary>Returns a statement that deletes some rows, and leaves those that another node is deleting.</summary>
    /// <param name="table">The quoted name of the table.</param>
    /// <param name="key">The quoted name of its key.</param>
    /// <param name="condition">Which rows.</param>
    /// <param name="most">How many at once.</param>
    public virtual string Delete(string table, string key, string condition, int most) =>
        $"DELETE FROM {table} WHERE {key} IN ({First($"{key} FROM {table} WHERE {condition}", most)})";
}
