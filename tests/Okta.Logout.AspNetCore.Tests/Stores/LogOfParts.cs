using System.Globalization;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A log in memory that works, made of parts. A test breaks one of them.</summary>
internal sealed class LogOfParts
{
    private const int PageSize = 100;

    private readonly List<Row> _rows = [];
    private long _last;

    /// <summary>What a node appends.</summary>
    public Func<RevocationLogRecord, RevocationLogRecord?> Keep { get; init; } = record => record;

    /// <summary>Whether a node gets a row, which this or another node has appended.</summary>
    public Func<Row, bool, bool> IsVisible { get; init; } = (_, _) => true;

    /// <summary>Where a read begins; null where it cannot.</summary>
    public Func<string?, IReadOnlyList<Row>, long?> Start { get; init; } = (position, _) => position is null || !long.TryParse(position, CultureInfo.InvariantCulture, out var number) ? 0 : number;

    /// <summary>The position after a page, given the last number and what the position was.</summary>
    public Func<long, long, long> End { get; init; } = (last, _) => last;

    /// <summary>Whether there is more, where it is as it is.</summary>
    public Func<bool, bool> HasMore { get; init; } = hasMore => hasMore;

    public Func<CancellationToken, Task> Wait { get; init; } = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);

    public Action<List<Row>> Trim { get; init; } = rows => rows.RemoveAll(row => row.Record.ExpiresAt < TimeProvider.System.GetUtcNow());

    /// <summary>What happens around a trim.</summary>
    public Func<Func<Task>, Task> Trimming { get; init; } = trim => trim();

    /// <summary>The log as one node has it.</summary>
    public IRevocationLog Connect() => new Node(this);

    internal sealed record Row(long Number, RevocationLogRecord Record, object Owner, long AppendedAt);

    private sealed class Node(LogOfParts log) : IRevocationLog
    {
        public ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
        {
            lock (log._rows)
            {
                foreach (var record in records)
                {
                    if (log.Keep(record) is { } kept)
                        log._rows.Add(new(++log._last, kept, this, TimeProvider.System.GetTimestamp()));
                }
            }

            return new(RevocationAcknowledgement.Accepted);
        }

        public ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
        {
            lock (log._rows)
            {
                var start = log.Start(position, log._rows) ?? long.MaxValue;
                var rows = log._rows.Where(row => row.Number > start && log.IsVisible(row, row.Owner == this)).Take(PageSize).ToList();
                var end = rows.Count > 0 ? log.End(rows[^1].Number, start) : start;
                return new(new RevocationLogPage([.. rows.Select(row => new RevocationLogRecord(row.Record.Data))], end.ToString(CultureInfo.InvariantCulture))
                {
                    HasMore = log.HasMore(rows.Count == PageSize),
                });
            }
        }

        public Task WaitAsync(CancellationToken cancellationToken = default) => log.Wait(cancellationToken);

        public async ValueTask TrimAsync(CancellationToken cancellationToken = default) => await log.Trimming(() =>
        {
            lock (log._rows)
                log.Trim(log._rows);
            return Task.CompletedTask;
        });
    }
}
