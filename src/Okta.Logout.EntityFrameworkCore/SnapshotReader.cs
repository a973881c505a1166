using System.Globalization;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Reads in PostgreSQL, which says what a statement has seen: the next reads the rows of all transactions that this one has not, however long they ran.</summary>
/// <param name="transactionId">The column with the transaction that inserted the row.</param>
internal sealed class SnapshotReader(string transactionId) : RevocationReader
{
    public override async Task<RevocationLogPage> ReadAsync(RevocationSession session, string? position, bool isSuspect, CancellationToken cancellationToken)
    {
        if (position is null)
            return await ReadAsync(session, SnapshotPosition.Start, RevocationLogLoss.None, cancellationToken);
        if (SnapshotPosition.TryParse(position) is not { } start)
            return await ReadAsync(session, SnapshotPosition.Start, RevocationLogLoss.Any, cancellationToken);
        return isSuspect
            ? await ReadAsync(session, start with { Next = null, Cursor = 0, IsRecent = true }, RevocationLogLoss.Recent, cancellationToken)
            : await ReadAsync(session, start, RevocationLogLoss.None, cancellationToken);
    }

    private async Task<RevocationLogPage> ReadAsync(RevocationSession session, SnapshotPosition start, RevocationLogLoss loss, CancellationToken cancellationToken)
    {
        var (condition, parameters) = ConditionOf(session, start);
        var rows = await RevocationRows.ReadAsync(session, "CAST(pg_current_snapshot() AS text)", condition, start.Cursor, parameters, cancellationToken);

        // What was read is not there: another database, or an older state of it.
        if (rows.Last < start.High || (start.Seen is not null && EndOf(rows.Snapshot!) < EndOf(start.Seen)))
            return await ReadAsync(session, SnapshotPosition.Start, RevocationLogLoss.Any, cancellationToken);

        var high = rows.Rows.Count > 0 ? Math.Max(start.High, rows.Rows[^1].Id) : start.High;
        var next = start.Next ?? rows.Snapshot;
        return Page(rows, (rows.IsFull ? start with { High = high, Next = next, Cursor = rows.Rows[^1].Id } : new(high, rows.Now, next, null, 0, false)).ToString(), loss);
    }

    private (string Condition, IEnumerable<(string Name, object Value)> Parameters) ConditionOf(RevocationSession session, SnapshotPosition start)
    {
        if (start.Seen is null)
            return ("1 = 1", []);

        // A snapshot is <first running>:<first not begun>:<the running ones between>. What has not begun by now came with a copy of another server's data, and was read at the start.
        List<(string Name, object Value)> parameters = [("@end", EndOf(start.Seen).ToString(CultureInfo.InvariantCulture)), ("@running", $"{{{start.Seen.Split(':')[2]}}}")];
        var condition = $"({transactionId} >= CAST(CAST(@end AS text) AS xid8) AND {transactionId} < pg_snapshot_xmax(pg_current_snapshot())) OR {transactionId} = ANY(CAST(CAST(@running AS text) AS xid8[]))";
        if (start.IsRecent)
        {
            condition += $" OR {session.Tables.AppendedAt} >= @since";
            parameters.Add(("@since", RevocationRows.SinceBefore(start.ReadAt)));
        }

        return (condition, parameters);
    }

    private static ulong EndOf(string snapshot) => ulong.Parse(snapshot.Split(':')[1], CultureInfo.InvariantCulture);
}
