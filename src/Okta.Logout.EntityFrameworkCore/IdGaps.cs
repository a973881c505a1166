namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The ids that are missing, kept while rows are read.</summary>
internal sealed class IdGaps(IEnumerable<IdGap> gaps, long high)
{
    /// <summary>How long an id may be missing until its row does not come any more, in milliseconds: far longer than a statement of the library can take, and longer than anybody should keep the table locked.</summary>
    public const long Life = 60 * 60 * 1_000;

    // Each is a part of the next statement.
    private const int Most = 256;

    private readonly List<IdGap> _gaps = [.. gaps];

    /// <summary>Gets the highest id that was read.</summary>
    public long High { get; private set; } = high;

    /// <summary>Notes rows, by their ids.</summary>
    public void Read(RevocationRows rows)
    {
        foreach (var row in rows.Rows)
        {
            if (row.Id > High)
                Extend(row, rows.Now);
            else
                Fill(row.Id);
        }
    }

    /// <summary>Returns those that may still come.</summary>
    public IReadOnlyList<IdGap> Left(long now)
    {
        _gaps.RemoveAll(gap => gap.Since < now - Life);
        _gaps.Sort((one, other) => one.First.CompareTo(other.First));

        // The oldest are the least likely to be filled. Gaps are never merged: the rows between them would be read again each time.
        _gaps.RemoveRange(0, Math.Max(0, _gaps.Count - Most));
        return _gaps;
    }

    // An id is older than the next one: what is missing before an old row does not come any more.
    private void Extend(RevocationRow row, long now)
    {
        if (row.Id > High + 1 && row.AppendedAt > now - Life)
            _gaps.Add(new(High + 1, row.Id - 1, row.AppendedAt));
        High = row.Id;
    }

    private void Fill(long id)
    {
        var index = _gaps.FindIndex(gap => gap.First <= id && id <= gap.Last);
        if (index < 0)
            return;
        var gap = _gaps[index];
        _gaps.RemoveAt(index);
        if (gap.First < id)
            _gaps.Add(gap with { Last = id - 1 });
        if (id < gap.Last)
            _gaps.Add(gap with { First = id + 1 });
    }
}
