using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The keys at one address, kept as long as the server says, an hour at most; while it is down, the last good ones for a day.</summary>
/// <remarks>
/// One download at a time serves all callers. An unknown kid causes one download a minute at most, whether it succeeds or not: kids come from
/// strangers.
/// </remarks>
internal sealed partial class SigningKeyCache(Uri address, Func<HttpClient> httpClientFactory, TimeProvider timeProvider, ILogger logger) : ISigningKeySource
{
    /// <summary>For how long a key that the issuer has removed can still be accepted.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    public static readonly TimeSpan ShortestRefreshInterval = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LastGoodLifetime = TimeSpan.FromHours(24);

    public static readonly TimeSpan UnknownKeyInterval = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan DownloadTimeout = TimeSpan.FromSeconds(5);

    private readonly Random _random = new();
    private readonly object _gate = new();

    private volatile Snapshot _snapshot = new(null, DateTimeOffset.MinValue, DateTimeOffset.MinValue, 0);
    private DateTimeOffset _nextUnknownKeyDownload = DateTimeOffset.MinValue;
    private Task? _download;

    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken)
    {
        var isFresh = await RefreshIfDueAsync(cancellationToken).ConfigureAwait(false);
        if (Keys().Find(keyId, algorithm) is { Count: > 0 } found)
            return found;
        if (isFresh || !await RefreshForUnknownKeyAsync(cancellationToken).ConfigureAwait(false))
            return NotFound();
        return Keys().Find(keyId, algorithm) is { Count: > 0 } rotated ? rotated : NotFound();
    }

    /// <summary>Whether this call waited for a download.</summary>
    private async ValueTask<bool> RefreshIfDueAsync(CancellationToken cancellationToken)
    {
        if (timeProvider.GetUtcNow() < _snapshot.Due)
            return false;
        Task? download;
        lock (_gate)
            download = timeProvider.GetUtcNow() < _snapshot.Due ? null : Download();
        if (download is not null)
            await download.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
        return download is not null;
    }

    private async ValueTask<bool> RefreshForUnknownKeyAsync(CancellationToken cancellationToken)
    {
        Task? download;
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            download = _download;
            if (download is null && now >= _nextUnknownKeyDownload)
            {
                _nextUnknownKeyDownload = now + UnknownKeyInterval;
                download = Download();
            }
        }

        if (download is not null)
            await download.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
        return download is not null;
    }

    // Only inside the lock.
    private Task Download()
    {
        if (_download is not null)
            return _download;
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _download = done.Task;

        // Unsafe: the download belongs to all callers, so it must not carry the first one's async-locals and activity.
        ThreadPool.UnsafeQueueUserWorkItem(static state =>
        {
            var (cache, done) = ((SigningKeyCache, TaskCompletionSource<bool>))state!;
            BackgroundTask.Observe(cache.DownloadAsync(done));
        }, (this, done));
        return _download;
    }

    private async Task DownloadAsync(TaskCompletionSource<bool> done)
    {
        var known = _snapshot;
        var next = known;
        try
        {
            var (keys, maxAge) = await new SigningKeyDownload(address, DownloadTimeout, timeProvider).ReadAsync(httpClientFactory).ConfigureAwait(false);
            var now = timeProvider.GetUtcNow();
            next = new(keys, now + Bounded(maxAge ?? RefreshInterval), now + LastGoodLifetime, 0);
            Log.Loaded(logger, address, keys.Count, keys.Ignored);
        }
        catch (SigningKeyDownloadException failure)
        {
            var wait = BackOff.Delay(known.Failures + 1, _random.NextDouble(), failure.RetryAfter);
            next = new(known.Keys, timeProvider.GetUtcNow() + wait, known.End, known.Failures + 1);
            Log.Failed(logger, failure.Message, wait);
        }
        finally
        {
            lock (_gate)
            {
                _snapshot = next;
                _download = null;
            }

            done.TrySetResult(true);
        }
    }

    private static TimeSpan Bounded(TimeSpan maxAge)
    {
        if (maxAge < ShortestRefreshInterval)
            return ShortestRefreshInterval;
        return maxAge < RefreshInterval ? maxAge : RefreshInterval;
    }

    private SigningKeySet Keys() =>
        _snapshot is { Keys: { } keys } snapshot && timeProvider.GetUtcNow() < snapshot.End ? keys : throw Unavailable();

    // While the server is down nobody knows whether the key is a new one or none at all.
    private IReadOnlyList<SecurityKey> NotFound() => _snapshot.Failures == 0 ? [] : throw Unavailable();

    private SigningKeysUnavailableException Unavailable()
    {
        var wait = _snapshot.Due - timeProvider.GetUtcNow();
        return new($"OL8104: The keys at {address} are not available.", wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private sealed record Snapshot(SigningKeySet? Keys, DateTimeOffset Due, DateTimeOffset End, int Failures);

    private static partial class Log
    {
        [LoggerMessage(8101, LogLevel.Information, "{Count} signing keys were read from {Address}; {Ignored} that cannot or must not be used were left out.")]
        public static partial void Loaded(ILogger logger, Uri address, int count, int ignored);

        [LoggerMessage(8102, LogLevel.Warning, "{Reason} The next attempt waits {Wait}.")]
        public static partial void Failed(ILogger logger, string reason, TimeSpan wait);
    }
}
