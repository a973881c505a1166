using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>The keys at one address, kept as long as the server says, an hour at most; while it is down, the last good ones for a day.</summary>
/// <remarks>
/// One download at a time serves all callers. Unknown kids cause at most one download a minute, whether it succeeds or not, because kids come from
/// strangers. A kid that cannot be looked up for that reason may be a new key of the issuer, so the sender is asked to try again.
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
    private readonly SharedWork _download = new();

    private volatile Snapshot _snapshot = new(null, DateTimeOffset.MinValue, DateTimeOffset.MinValue, 0, 0);
    private DateTimeOffset _nextUnknownKeyDownload = DateTimeOffset.MinValue;

    // How many downloads have begun; the snapshot has the number of its own.
    private int _begun;

    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? keyId, string algorithm, CancellationToken cancellationToken)
    {
        var came = Volatile.Read(ref _begun);
        await RefreshIfDueAsync(keyId, cancellationToken).ConfigureAwait(false);
        while (Keys().Find(keyId, algorithm) is var found)
        {
            if (found.Count > 0)
                return found;
            if (_snapshot.Number > came || DownloadForUnknownKey(keyId) is not { } download)
                break;
            await WaitAsync(download, cancellationToken).ConfigureAwait(false);
        }

        // While the server is down, it is not known whether the issuer has such a key.
        if (_snapshot is { Failures: > 0 })
            throw Unavailable();
        return IsMissing(keyId, came) ? [] : throw TooEarly();
    }

    private async ValueTask RefreshIfDueAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (timeProvider.GetUtcNow() < _snapshot.Due)
            return;
        Task? download;
        lock (_download.Gate)
            download = timeProvider.GetUtcNow() < _snapshot.Due ? null : Download(keyId);
        if (download is not null)
            await WaitAsync(download, cancellationToken).ConfigureAwait(false);
    }

    private Task WaitAsync(Task download, CancellationToken cancellationToken) => download.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);

    /// <summary>The download that is in progress, or a new one; null if it is too early for that.</summary>
    private Task? DownloadForUnknownKey(string? keyId)
    {
        lock (_download.Gate)
        {
            if (_download.Current is { } current)
                return current;
            var now = timeProvider.GetUtcNow();
            if (now < _nextUnknownKeyDownload)
                return null;
            _nextUnknownKeyDownload = now + UnknownKeyInterval;
            return Download(keyId);
        }
    }

    private Task Download(string? keyId) => _download.Join(() => DownloadAsync(keyId));

    private async Task DownloadAsync(string? keyId)
    {
        var number = Interlocked.Increment(ref _begun);
        var known = _snapshot;
        var next = known;
        try
        {
            var (keys, maxAge) = await new SigningKeyDownload(address, DownloadTimeout, timeProvider).ReadAsync(httpClientFactory).ConfigureAwait(false);
            var now = timeProvider.GetUtcNow();
            next = new(keys, now + Bounded(maxAge ?? RefreshInterval), now + LastGoodLifetime, 0, number);
            next.Missing.Add(keyId);
            Log.Loaded(logger, address, keys.Count, keys.Ignored);
        }
        catch (SigningKeyDownloadException failure)
        {
            var wait = BackOff.Delay(known.Failures + 1, _random.NextDouble(), failure.RetryAfter);
            next = new(known.Keys, timeProvider.GetUtcNow() + wait, known.End, known.Failures + 1, number);
            Log.Failed(logger, failure.Message, wait);
        }
        finally
        {
            _snapshot = next;
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

    private SigningKeysUnavailableException Unavailable()
    {
        var wait = _snapshot.Due - timeProvider.GetUtcNow();
        return new($"OL8104: The keys at {address} are not available.", wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    // A key that a download did not find stays missing until the next download, if the download began after the token arrived. Otherwise the key may be new.
    private bool IsMissing(string? keyId, int came)
    {
        var snapshot = _snapshot;
        if (snapshot.Number > came)
            snapshot.Missing.Add(keyId);
        return snapshot.Missing.Contains(keyId) || snapshot.Number > came || Keys().Knows(keyId);
    }

    private SigningKeysUnavailableException TooEarly()
    {
        lock (_download.Gate)
        {
            var wait = _nextUnknownKeyDownload - timeProvider.GetUtcNow();
            return new($"OL8107: The key set at {address} does not have the token's key, and it is too early to download it again.", wait) { IsOutage = false };
        }
    }

    private sealed record Snapshot(SigningKeySet? Keys, DateTimeOffset Due, DateTimeOffset End, int Failures, int Number)
    {
        public MissingKeys Missing { get; } = new();
    }

    private static partial class Log
    {
        [LoggerMessage(8101, LogLevel.Information, "{Count} signing keys were read from {Address}; {Ignored} that cannot or must not be used were left out.")]
        public static partial void Loaded(ILogger logger, Uri address, int count, int ignored);

        [LoggerMessage(8102, LogLevel.Warning, "{Reason} The next attempt waits {Wait}.")]
        public static partial void Failed(ILogger logger, string reason, TimeSpan wait);
    }
}
