namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Reads by ids, and remembers those that are missing: a row that appears late has one of them.</summary>
internal sealed class GapReader : RevocationReader
{
    public override async Task<RevocationLogPage> ReadAsync(RevocationSession session, string? position, bool isSuspect, CancellationToken cancellationToken)
    {
        if (position is null)
            return await ReadAsync(session, GapPosition.Start, RevocationLogLoss.None, cancellationToken);
        if (GapPosition.TryParse(position) is not { } start)
            return await ReadAsync(session, GapPosition.Start, RevocationLogLoss.Any, cancellationToken);
        return isSuspect
            ? await ReadAsync(session, start with { Cursor = 0, IsRecent = true }, RevocationLogLoss.Recent, cancellationToken)
            : await ReadAsync(session, start, RevocationLogLoss.None, cancellationToken);
    }

    private static async Task<RevocationLogPage> ReadAsync(RevocationSession session, GapPosition start, RevocationLogLoss loss, CancellationToken cancellationToken)
    {
        var (condition, parameters) = ConditionOf(session, start);
        var rows = await RevocationRows.ReadAsync(session, "NULL", condition, start.Cursor, parameters, cancellationToken);

        // What was read is not there: another database, or an older state of it.
        if (rows.Last < start.High)
            return await ReadAsync(session, GapPosition.Start, RevocationLogLoss.Any, cancellationToken);

        var gaps = new IdGaps(start.Gaps, start.High);
        gaps.Read(rows);
        var end = new GapPosition(gaps.High, rows.IsFull ? start.ReadAt : rows.Now, gaps.Left(rows.Now), rows.IsFull ? rows.Rows[^1].Id : 0, rows.IsFull && start.IsRecent);
        return Page(rows, end.ToString(), loss);
    }

    private static (string Condition, IEnumerable<(string Name, object Value)> Parameters) ConditionOf(RevocationSession session, GapPosition start)
    {
        var id = session.Tables.Id;
        List<string> conditions = [$"{id} > @high"];
        List<(string Name, object Value)> parameters = [("@high", start.High)];
        foreach (var (index, gap) in start.Gaps.Index())
        {
            conditions.Add($"{id} BETWEEN @first{index} AND @last{index}");
            parameters.Add(($"@first{index}", gap.First));
            parameters.Add(($"@last{index}", gap.Last));
        }

        if (start.IsRecent)
        {
            conditions.Add($"{session.Tables.AppendedAt} >= @since");
            parameters.Add(("@since", RevocationRows.SinceBefore(start.ReadAt)));
        }

        return (string.Join(" OR ", conditions), parameters);
    }
}
