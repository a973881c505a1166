namespace Okta.Logout.Testing;

/// <summary>A node finds out that there is something new, and a call ends when its caller wants that.</summary>
internal static class WaitingChecks
{
    private const int Waits = 50;

    public static IReadOnlyList<RevocationLogCheck> All { get; } =
    [
        new(
            "A_record_reaches_a_node_that_waits",
            "A node that has read to the end waits, and reads when the log wakes it, or from time to time. Then the new record has to be there.",
            async log =>
            {
                var (one, other, record) = (log.Connect(), log.Connect(), SomeRecords.Live(1));
                await other.ReadOnAsync();
                var waiting = other.WaitOrPollAsync();
                await one.AppendAsync(record);
                await waiting;
                await other.SeesAsync(record, "A node that waits does not get a record that another appends.");
            }),
        new(
            "A_log_without_anything_new_lets_a_node_wait",
            "WaitAsync that always returns at once keeps a processor, and the log, busy for nothing.",
            async log =>
            {
                var node = log.Connect();
                await node.AppendAsync(SomeRecords.Live(1));
                for (var waits = 0; waits < Waits; waits++)
                {
                    await node.ReadOnAsync();
                    if (!await node.WaitOrPollAsync())
                        return;
                }

                throw log.Failure($"WaitAsync returned {Waits} times in a row, each time at once, and nothing was appended.");
            }),
        new(
            "A_cancelled_call_ends",
            "A request that has no more time, and an app that stops, cancel the call. The log goes on working afterwards.",
            async log =>
            {
                var node = log.Connect();
                using var cancelled = new CancellationTokenSource();
                var waiting = node.EndsWhenCancelledAsync("WaitAsync", (it, token) => it.WaitAsync(token), cancelled.Token);
                await cancelled.CancelAsync();
                await waiting;
                await node.EndsWhenCancelledAsync("AppendAsync", (it, token) => it.AppendAsync(SomeRecords.Live(1), token).AsTask(), cancelled.Token);
                await node.EndsWhenCancelledAsync("ReadAsync", (it, token) => it.ReadAsync(null, token).AsTask(), cancelled.Token);
                await node.EndsWhenCancelledAsync("TrimAsync", (it, token) => it.TrimAsync(token).AsTask(), cancelled.Token);

                var records = SomeRecords.Live(1);
                await node.AppendAsync(records);
                await node.SeesAsync(records, "After calls that were cancelled, the log does not work any more.");
            }),
    ];
}
