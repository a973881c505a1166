namespace Okta.Logout.EntityFrameworkCore;

/// <summary>What one statement has read of the table.</summary>
/// <param name="Now">The clock of the database.</param>
/// <param name="Last">The highest id in the table; 0 where it is empty.</param>
/// <param name="Snapshot">Which transactions the statement has seen; null where the database does not say.</param>
/// <param name="Rows">The rows, by their ids.</param>
internal sealed record RevocationRows(long Now, long Last, string? Snapshot, IReadOnlyList<RevocationRow> Rows)
{
    /// <summary>How many rows are read at once.</summary>
    public const int Most = 2_000;

    // More than what a log repeats after a loss: ten minutes.
    private const long Recently = 11 * 60 * 1_000;

    /// <summary>Gets whether there may be more.</summary>
    public bool IsFull => Rows.Count == Most;

    /// <summary>Gets the records of the rows.</summary>
    public IReadOnlyList<RevocationLogRecord> Records => [.. Rows.Select(row => new RevocationLogRecord(row.Data))];

    /// <summary>Returns from when on rows are read again that may have been lost, where the log was last read at a time.</summary>
    public static long SinceBefore(long readAt) => readAt - Recently;

    /// <summary>Reads rows in one statement, so that all that it returns is of one moment.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="snapshot">The expression that says which transactions the statement sees.</param>
    /// <param name="condition">Which rows.</param>
    /// <param name="after">Only rows with higher ids.</param>
    /// <param name="parameters">The parameters of the condition.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<RevocationRows> ReadAsync(
        RevocationSession session, string snapshot, string condition, long after, IEnumerable<(string Name, object Value)> parameters, CancellationToken cancellationToken)
    {
        var (tables, dialect) = (session.Tables, session.Dialect);
        var table = tables.Revocations + dialect.Unlocked;
        var page = dialect.First($"{tables.Id}, {tables.Data}, {tables.AppendedAt} FROM {table} WHERE {tables.Id} > @after AND ({condition}) ORDER BY {tables.Id}", Most);
        await using var command = session.Command(
            $"""
            SELECT s.now_ms, s.last_id, s.seen, r.{tables.Id}, r.{tables.Data}, r.{tables.AppendedAt}
            FROM (SELECT {dialect.Now} AS now_ms, (SELECT MAX({tables.Id}) FROM {table}) AS last_id, {snapshot} AS seen) s
            LEFT JOIN ({page}) r ON 1 = 1
            ORDER BY r.{tables.Id}
            """,
            [("@after", after), .. parameters]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (now, last, seen) = (0L, 0L, (string?)null);
        List<RevocationRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            (now, last, seen) = (reader.GetInt64(0), reader.IsDBNull(1) ? 0 : reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2));
            if (!reader.IsDBNull(3))
                rows.Add(new(reader.GetInt64(3), reader.GetFieldValue<byte[]>(4), reader.GetInt64(5)));
        }

        return new(now, last, seen, rows);
    }
}
