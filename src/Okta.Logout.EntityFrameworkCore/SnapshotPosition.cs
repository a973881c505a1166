using System.Globalization;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Where a node has read to in PostgreSQL.</summary>
/// <param name="High">The highest id that was read.</param>
/// <param name="ReadAt">When the log was last read to its end, by the clock of the database.</param>
/// <param name="Seen">The snapshot whose transactions were read; null where nothing was.</param>
/// <param name="Next">The snapshot of the first page, while pages are read; otherwise null.</param>
/// <param name="Cursor">The last id of the page before; 0 at the first.</param>
/// <param name="IsRecent">Whether what was appended in the last minutes is read again.</param>
internal sealed record SnapshotPosition(long High, long ReadAt, string? Seen, string? Next, long Cursor, bool IsRecent)
{
    private const string Mark = "snapshot";

    public static SnapshotPosition Start { get; } = new(0, 0, null, null, 0, false);

    public static SnapshotPosition? TryParse(string? position) =>
        position?.Split('|') is [Mark, var high, var readAt, var seen, var next, var cursor, var isRecent]
        && long.TryParse(high, CultureInfo.InvariantCulture, out var highest) && long.TryParse(readAt, CultureInfo.InvariantCulture, out var time) && long.TryParse(cursor, CultureInfo.InvariantCulture, out var last)
            ? new(highest, time, seen.Length > 0 ? seen : null, next.Length > 0 ? next : null, last, isRecent.Length > 0)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark}|{High}|{ReadAt}|{Seen}|{Next}|{Cursor}|{(IsRecent ? "recent" : "")}");
}
