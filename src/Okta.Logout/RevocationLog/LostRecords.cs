using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>
/// Appends again what this node knows and the log does not have any more. Nodes find out about a loss together; the first to append makes it unnecessary for the others.
/// </summary>
internal sealed partial class LostRecords(
    IRevocationLog log, RevocationReplica replica, RevocationLogCalls calls, RevocationLogHealth health, TimeProvider timeProvider, ILogger logger)
{
    private const int AppendAtOnce = 500;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPauseBetween = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPauseBetween = TimeSpan.FromSeconds(1);

    private volatile bool _isAppending;
    private volatile TaskCompletionSource<bool>? _nextRead;

    /// <summary>Gets what to complete when a read that begins now has reached the end of the log; null if nobody waits for it.</summary>
    public TaskCompletionSource<bool>? NextRead => _nextRead;

    /// <summary>Begins in the background, unless nothing is missing, or it has begun already.</summary>
    public void Append(CancellationToken stopping)
    {
        if (_isAppending || !replica.IsMissingSome)
            return;
        _isAppending = true;
        BackgroundTask.Observe(AppendAsync(stopping));
    }

    private async Task AppendAsync(CancellationToken stopping)
    {
        var (count, failures) = (0, 0);
        try
        {
            await Task.Delay(calls.Random(LongestPause), timeProvider, stopping).ConfigureAwait(false);
            while (replica.NextMissing(AppendAtOnce) is { Count: > 0 } missing)
            {
                try
                {
                    var read = NextReadToEnd();
                    await AppendAsync(missing, stopping).ConfigureAwait(false);
                    health.Appended(null);
                    count += missing.Count;
                    failures = 0;

                    // What others have appended meanwhile is not missing any more.
                    await read.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, stopping).ConfigureAwait(false);
                    await Task.Delay(ShortestPauseBetween + calls.Random(LongestPauseBetween - ShortestPauseBetween), timeProvider, stopping).ConfigureAwait(false);
                }
                catch (Exception exception) when (!stopping.IsCancellationRequested)
                {
                    health.Appended(exception);
                    await calls.PauseAsync(++failures, stopping).ConfigureAwait(false);
                }
            }

            // Others may have appended what this node could not.
            health.Appended(null);
            if (count > 0)
                Log.AppendedAgain(logger, count);
        }
        finally
        {
            _isAppending = false;
        }
    }

    private Task<bool> NextReadToEnd()
    {
        var next = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _nextRead = next;
        return next.Task;
    }

    private async Task AppendAsync(List<(SessionTargetKind Kind, SessionKey Key, RevocationEntry Entry)> missing, CancellationToken stopping)
    {
        var records = missing.ConvertAll(entry => RevocationLogCodec.Write(entry.Kind, entry.Key, entry.Entry));
        await calls.RunAsync(token => log.AppendAsync(records, token), stopping).ConfigureAwait(false);
        foreach (var (kind, key, entry) in missing)
            replica.Find(kind, key, entry);
    }

    private static partial class Log
    {
        [LoggerMessage(9105, LogLevel.Information, "OL9104: {Count} records that the revocation log did not have were appended again.")]
        public static partial void AppendedAgain(ILogger logger, int count);
    }
}
