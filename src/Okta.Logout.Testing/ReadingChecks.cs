namespace Okta.Logout.Testing;

/// <summary>What is appended is read, by every node, whatever happens at the same time.</summary>
internal static class ReadingChecks
{
    private const int LongestRecord = 100;

    public static IReadOnlyList<RevocationLogCheck> All { get; } =
    [
        new(
            "A_node_reads_what_it_has_appended",
            "A node takes the records that it reads for what the log has; its own are among them.",
            async log =>
            {
                var (node, records) = (log.Connect(), SomeRecords.Live(3));
                await node.AppendAsync(records);
                await node.SeesAsync(records, "The node does not read what it has appended.");
            }),
        new(
            "A_node_reads_what_another_has_appended",
            "A sign-out on one node ends the session on the others.",
            async log =>
            {
                var (one, other, records) = (log.Connect(), log.Connect(), SomeRecords.Live(3));
                await one.AppendAsync(records);
                await other.SeesAsync(records, "Another node does not read what was appended.");
            }),
        new(
            "Every_kind_of_record_is_read",
            "A log keeps entries, entries of strangers and signs of life for different times, and returns them all.",
            async log =>
            {
                var (one, other) = (log.Connect(), log.Connect());
                foreach (var kind in Enum.GetValues<RevocationLogRecordKind>())
                {
                    var record = SomeRecords.Of(kind);
                    await one.AppendAsync(record);
                    await other.SeesAsync([record], $"A record of the kind {kind} is not read.");
                }
            }),
        new(
            "A_node_that_starts_reads_everything",
            "A node that starts knows nothing: at the position null, the log begins with its oldest record.",
            async log =>
            {
                var (one, records) = (log.Connect(), SomeRecords.Live(50));
                foreach (var record in records)
                    await one.AppendAsync(record);
                await one.ReadOnAsync();
                await log.Connect().SeesAsync(records, "A node that starts does not read what was appended before.");
            }),
        new(
            "Reading_on_brings_what_is_new",
            "A node reads on from the position of the last page. It may get old records again; it must get the new ones.",
            async log =>
            {
                var (one, other) = (log.Connect(), log.Connect());
                for (var round = 0; round < 5; round++)
                {
                    var records = SomeRecords.Live(20);
                    await one.AppendAsync(records);
                    await other.SeesAsync(records, $"What was appended after round {round} is not read at the position of the last page.");
                }
            }),
        new(
            "Pages_come_to_an_end_and_miss_nothing",
            "A long log is read in pages. The last one has HasMore false, and no record falls between two pages.",
            async log =>
            {
                var (one, other, records) = (log.Connect(), log.Connect(), SomeRecords.Live(5_000));
                foreach (var batch in records.Chunk(500))
                    await one.AppendAsync(batch);
                await other.SeesAsync(records, "Reading page by page passes over records.");
            }),
        new(
            "Of_many_appended_at_once_none_is_passed_over",
            "Records become visible in another order than they were numbered in. A position that moves beyond one that is still to come loses a sign-out.",
            async log =>
            {
                const int Appenders = 8, Each = 60;
                var reader = log.Connect();
                var appenders = Enumerable.Range(0, Appenders).Select(_ => (Node: log.Connect(), Records: SomeRecords.Live(Each))).ToList();
                var appending = Task.WhenAll(appenders.Select(mine => Task.Run(async () =>
                {
                    foreach (var record in mine.Records)
                        await mine.Node.AppendAsync(record);
                })));
                while (!appending.IsCompleted)
                    await reader.ReadOnAsync();
                await appending;
                await reader.SeesAsync([.. appenders.SelectMany(mine => mine.Records)], "The reader's position has moved beyond records that became visible later.");
            }),
        new(
            "Bytes_are_kept_as_they_are",
            "A newer version of the library writes what this one does not know. Nothing may be cut off, padded or encoded.",
            async log =>
            {
                var node = log.Connect();
                var end = TimeProvider.System.GetUtcNow().AddDays(14);
                var records = Enumerable.Range(0, LongestRecord + 1)
                    .Select(size => new RevocationLogRecord(Enumerable.Range(0, size).Select(i => (byte)(255 - (i * 7))).ToArray(), end, RevocationLogRecordKind.Entry)).ToList();
                await node.AppendAsync(records);
                await log.Connect().SeesAsync(records, $"Records of 0 to {LongestRecord} bytes do not come back as they were appended.");
            }),
        new(
            "A_position_of_another_log_is_not_fatal",
            "A position that the log does not know, such as one of another store, begins at the start. If it failed, the node would never read again.",
            async log =>
            {
                var (one, other, records) = (log.Connect(), log.Connect(), SomeRecords.Live(3));
                await one.AppendAsync(records);
                other.Position = "a position of another log";
                await other.SeesAsync(records, "At a position that the log does not know, it does not begin at its start.");
            }),
    ];
}
