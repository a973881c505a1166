namespace Okta.Logout.Testing;

/// <summary>A log does not grow for ever, and loses nothing that is needed.</summary>
internal static class TrimmingChecks
{
    // A log may do little at a time.
    private const int MostTrims = 50;

    public static IReadOnlyList<RevocationLogCheck> All { get; } =
    [
        new(
            "Trimming_removes_what_has_expired",
            "A record is needed until the last cookie that it is about has expired. A log that keeps it longer grows for ever.",
            async log =>
            {
                var (node, expired, live) = (log.Connect(), SomeRecords.Expired(20), SomeRecords.Live(1));
                await node.AppendAsync(expired);
                await node.AppendAsync(live);
                var left = expired.Count;
                for (var trims = 0; trims < MostTrims && left > 0; trims++)
                {
                    await node.TrimAsync();
                    var newcomer = log.Connect();
                    await newcomer.ReadOnAsync();
                    left = expired.Count(newcomer.HasSeen);
                }

                if (left > 0)
                    throw log.Failure($"After {MostTrims} trims, {left} of {expired.Count} expired records are still there.");
            }),
        new(
            "Trimming_keeps_what_has_not_expired",
            "A record that is removed too early brings ended sessions back to life on each node that starts.",
            async log =>
            {
                var (node, before, after) = (log.Connect(), SomeRecords.Live(20), SomeRecords.Live(20));
                await node.AppendAsync(before);
                await node.AppendAsync(SomeRecords.Expired(20));
                await node.AppendAsync(after);
                await node.TrimAsync();
                await node.TrimAsync();
                await log.Connect().SeesAsync([.. before, .. after], "Trimming has removed records that have not expired.");
            }),
        new(
            "A_node_reads_on_after_a_trim",
            "What a node has read last may be removed, and the node reads on all the same.",
            async log =>
            {
                var (one, other, records) = (log.Connect(), log.Connect(), SomeRecords.Live(3));
                await one.AppendAsync(SomeRecords.Expired(20));
                await other.ReadOnAsync();
                await one.TrimAsync();
                await one.AppendAsync(records);
                await other.SeesAsync(records, "A node whose last position was trimmed does not read what comes then.");
            }),
        new(
            "Many_nodes_trim_at_once",
            "Each node trims, and at the same time users sign out. None of these calls may fail because of the others.",
            async log =>
            {
                const int Nodes = 8;
                var nodes = Enumerable.Range(0, Nodes).Select(_ => log.Connect()).ToList();
                await nodes[0].AppendAsync(SomeRecords.Expired(400));
                var live = nodes.ConvertAll(_ => SomeRecords.Live(10));
                await Task.WhenAll(nodes.Select((node, index) => Task.Run(async () =>
                {
                    foreach (var record in live[index])
                    {
                        await node.AppendAsync(record);
                        await node.TrimAsync();
                    }
                })));
                await log.Connect().SeesAsync([.. live.SelectMany(mine => mine)], "While nodes trimmed, appended records were lost.");
            }),
    ];
}
