using System.Globalization;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Where a node has read to in a database that does not say which transactions it has seen.</summary>
/// <param name="High">The highest id that was read.</param>
/// <param name="ReadAt">When the log was last read to its end, by the clock of the database.</param>
/// <param name="Gaps">Lower ids that may still come.</param>
/// <param name="Cursor">The last id of the page before; 0 at the first.</param>
/// <param name="IsRecent">Whether what was appended in the last minutes is read again.</param>
internal sealed record GapPosition(long High, long ReadAt, IReadOnlyList<IdGap> Gaps, long Cursor, bool IsRecent)
{
    private const string Mark = "gaps";

    public static GapPosition Start { get; } = new(0, 0, [], 0, false);

    public static GapPosition? TryParse(string? position)
    {
        if (position?.Split('|') is not [Mark, var high, var readAt, var gaps, var cursor, var isRecent]
            || Number(high) is not { } highest || Number(readAt) is not { } readTime || Number(cursor) is not { } last)
            return null;
        List<IdGap> all = [];
        foreach (var gap in gaps.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (gap.Split('-') is not [var first, var end, var since] || Number(first) is not { } from || Number(end) is not { } to || Number(since) is not { } time)
                return null;
            all.Add(new(from, to, time));
        }

        return new(highest, readTime, all, last, isRecent.Length > 0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}|{High}|{ReadAt}|{string.Join(',', Gaps.Select(gap => $"{gap.First}-{gap.Last}-{gap.Since}"))}|{Cursor}|{(IsRecent ? "recent" : "")}");

    private static long? Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
