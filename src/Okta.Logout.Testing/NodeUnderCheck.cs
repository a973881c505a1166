namespace Okta.Logout.Testing;

/// <summary>One node: appends to the log that is checked, reads on in it, and notes what it has read.</summary>
internal sealed class NodeUnderCheck(IRevocationLog log, LogUnderCheck check)
{
    // Far more than any check appends, and than a log may return for what is not new.
    private const int MostPages = 10_000;
    private const int LargestPage = 10_000;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Gets where the node has read to.</summary>
    public string? Position { get; set; }

    public Task AppendAsync(params IReadOnlyList<RevocationLogRecord> records) => CallAsync(nameof(log.AppendAsync), token => log.AppendAsync(records, token).AsTask());

    public Task TrimAsync() => CallAsync(nameof(log.TrimAsync), token => log.TrimAsync(token).AsTask());

    /// <summary>Calls the log as a caller does whose token is cancelled; whatever it throws then is well.</summary>
    public async Task EndsWhenCancelledAsync(string method, Func<IRevocationLog, CancellationToken, Task> call, CancellationToken token)
    {
        // A log that blocks its caller is told by the clock, too.
        var called = Task.Run(() => call(log, token), CancellationToken.None);
        await Task.WhenAny(called, Task.Delay(check.Patience, TimeProvider.System, check.CancellationToken));
        check.CancellationToken.ThrowIfCancellationRequested();
        if (!called.IsCompleted)
            throw check.Failure($"{method} goes on after its token was cancelled.");
        _ = called.Exception;
    }

    /// <summary>Reads to the end of the log.</summary>
    public async Task ReadOnAsync()
    {
        for (var pages = 1; await ReadPageAsync(); pages++)
        {
            if (pages == MostPages)
                throw check.Failure($"{MostPages} pages were read in a row, and {nameof(RevocationLogPage.HasMore)} is still true.");
        }
    }

    public bool HasSeen(RevocationLogRecord record) => _seen.Contains(KeyOf(record));

    /// <summary>Forgets what was read.</summary>
    public void Forget() => _seen.Clear();

    /// <summary>Reads on, woken by the log or from time to time, until all of some records have come.</summary>
    public async Task SeesAsync(IReadOnlyCollection<RevocationLogRecord> records, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // Before the read: what has not come by then is late.
            var isLate = TimeProvider.System.GetElapsedTime(started) > check.Patience;
            await ReadOnAsync();
            var missing = records.Count(record => !HasSeen(record));
            if (missing == 0)
                return;
            if (isLate)
                throw check.Failure($"{otherwise} ({missing} of {records.Count} records are missing.)");
            await WaitOrPollAsync();
        }
    }

    /// <summary>Waits as the library does: until the log wakes, or for a while. Returns whether the log woke.</summary>
    public async Task<bool> WaitOrPollAsync()
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(check.CancellationToken);
        var wake = Task.Run(() => log.WaitAsync(waiting.Token), CancellationToken.None);
        var poll = Task.Delay(PollInterval, TimeProvider.System, waiting.Token);
        var first = await Task.WhenAny(wake, poll);
        if (wake.IsFaulted)
            throw check.Failure($"{nameof(log.WaitAsync)} failed.", wake.Exception.InnerException);
        await waiting.CancelAsync();

        // The next call must not meet this one.
        await Task.WhenAny(wake, Task.Delay(check.Patience, TimeProvider.System, CancellationToken.None));
        if (!wake.IsCompleted)
            throw check.Failure($"{nameof(log.WaitAsync)} goes on after its token was cancelled.");
        _ = wake.Exception;
        return first == wake;
    }

    private async Task<bool> ReadPageAsync()
    {
        RevocationLogPage? page = null;
        await CallAsync(nameof(log.ReadAsync), async token => page = await log.ReadAsync(Position, token));
        if (page!.Records.Count > LargestPage)
            throw check.Failure($"A page has {page.Records.Count} records. The library reads them while it holds all in memory: a few thousand are enough.");
        Position = page.Position;
        foreach (var record in page.Records)
            _seen.Add(KeyOf(record));
        return page.HasMore;
    }

    private async Task CallAsync(string method, Func<CancellationToken, Task> call)
    {
        var called = Task.Run(() => call(check.CancellationToken), check.CancellationToken);
        try
        {
            await called.WaitAsync(check.Patience, TimeProvider.System, check.CancellationToken);
        }
        catch (TimeoutException exception) when (!called.IsFaulted)
        {
            throw check.Failure($"{method} has not returned after {check.Patience.TotalSeconds:0.#} s.", exception);
        }
        catch (Exception exception) when (!check.CancellationToken.IsCancellationRequested)
        {
            throw check.Failure($"{method} failed.", exception);
        }
    }

    private static string KeyOf(RevocationLogRecord record) => Convert.ToHexString(record.Data.Span);
}
