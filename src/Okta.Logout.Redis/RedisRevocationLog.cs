using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Okta.Logout.Redis;

/// <summary>The revocation log as streams of Redis. Publish/subscribe only wakes: whoever misses a message reads a little later.</summary>
/// <remarks>
/// An entry is accepted when the primary has it. A replica that takes over may not: so after each interruption, and where the last entry that was read is
/// gone, the last ten minutes are read again, or all where the stream has begun anew, and the nodes append what is missing.
/// </remarks>
internal sealed partial class RedisRevocationLog : IRevocationLog, IDisposable
{
    private const int PageSize = 1_000;
    private const int TrimAtOnce = 1_000;

    // A node trims every ten minutes or so: that many keep up with 28 million entries a day, and a call still ends.
    private const int TrimRounds = 200;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterSubscribing = TimeSpan.FromSeconds(1);

    private readonly RedisConnection _connection;
    private readonly ILogger _logger;
    private readonly RedisKey _entries;
    private readonly RedisKey _unconfirmed;
    private readonly RedisKey _heartbeat;
    private readonly RedisChannel _channel;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _wakeLater;
    private readonly RedisReplication? _replication;
    private readonly int _requiredReplicas;
    private readonly bool _wakesNodes;
    private readonly TimeProvider _timeProvider;
    private readonly Action<RedisChannel, RedisValue> _onMessage;
    private ISubscriber? _subscriber;
    private long _latestExpiry;
    private int _mayHaveLost;
    private int _isSubscribed;
    private int _isRefused;

    public RedisRevocationLog(
        RedisConnection connection, IOptions<RedisRevocationOptions> options, TimeProvider timeProvider, ILogger<RedisRevocationLog> logger)
    {
        _connection = connection;
        _timeProvider = timeProvider;
        _logger = logger;
        _entries = connection.Prefix + "entries";
        _unconfirmed = connection.Prefix + "unconfirmed";
        _heartbeat = connection.Prefix + "heartbeat";
        _channel = RedisChannel.Literal(connection.Prefix + "wake");
        _wakeLater = timeProvider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _onMessage = (_, _) => Wake();
        _wakesNodes = options.Value.WakeNodes;
        _requiredReplicas = options.Value.RequiredReplicas;
        if (_requiredReplicas > 0)
            _replication = new(options.Value, _entries, _channel, timeProvider, logger);
        connection.Restored += OnRestored;
    }

    public async ValueTask<RevocationAcknowledgement> AppendAsync(IReadOnlyList<RevocationLogRecord> records, CancellationToken cancellationToken = default)
    {
        // Strangers must not cost the replicas anything.
        if (_replication is not null && records.All(record => record.Kind is RevocationLogRecordKind.Entry))
            return RevocationAcknowledgement.Replicated(await _replication.AppendAsync(records, cancellationToken), _requiredReplicas);
        var database = await _connection.DatabaseAsync(cancellationToken);
        await Task.WhenAll(records.Select(record => AppendAsync(database, record))).WaitAsync(cancellationToken);

        // Nobody waits for it, and a wake-up that is lost costs a moment.
        if (_wakesNodes)
            await database.PublishAsync(_channel, RedisValue.EmptyString, CommandFlags.FireAndForget);
        return RevocationAcknowledgement.Accepted;
    }

    public async ValueTask<RevocationLogPage> ReadAsync(string? position, CancellationToken cancellationToken = default)
    {
        var database = await _connection.DatabaseAsync(cancellationToken);
        var isSuspect = Interlocked.Exchange(ref _mayHaveLost, 0) != 0;
        try
        {
            return await ReadAsync(database, position, isSuspect, cancellationToken);
        }
        catch (Exception) when (isSuspect)
        {
            Interlocked.Exchange(ref _mayHaveLost, 1);
            throw;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken = default)
    {
        if (_wakesNodes)
            await SubscribeAsync(cancellationToken);
        await _wake.Reader.ReadAsync(cancellationToken);
    }

    public async ValueTask TrimAsync(CancellationToken cancellationToken = default)
    {
        var database = await _connection.DatabaseAsync(cancellationToken);

        // By the clock of Redis: a node whose clock is ahead must not drop what is still needed.
        var now = (long)((RedisValue[])(await database.ExecuteAsync("TIME").WaitAsync(cancellationToken))!)[0];
        string? from = RedisPosition.First;
        var isFirst = true;
        for (var round = 0; round < TrimRounds && from is not null; round++)
        {
            var next = await TrimOnceAsync(database, now, from, isFirst, cancellationToken);
            (from, isFirst) = next;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _connection.Restored -= OnRestored;
        if (_subscriber is not null)
            Unsubscribe(_subscriber);
        _wakeLater.Dispose();
        _replication?.Dispose();
    }

    private Task<RedisValue> AppendAsync(IDatabase database, RevocationLogRecord record) => record.Kind switch
    {
        RevocationLogRecordKind.Heartbeat => database.StreamAddAsync(_heartbeat, RedisEntryFields.Data, record.Data, maxLength: 1),
        RevocationLogRecordKind.Unconfirmed => database.StreamAddAsync(
            _unconfirmed, RedisEntryFields.Data, record.Data, maxLength: RevocationLogLimits.Unconfirmed, useApproximateMaxLength: true),
        _ => database.StreamAddAsync(_entries, [new(RedisEntryFields.Data, record.Data), new(RedisEntryFields.Expires, record.ExpiresAt.ToUnixTimeSeconds())]),
    };

    /// <summary>Removes the oldest entries that have expired. One whose expiry cannot be read stays, and those after it go all the same.</summary>
    /// <param name="database">The database.</param>
    /// <param name="now">The time by the clock of Redis.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="isFirst">Whether no entry stays before.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>Where to go on, or null when an entry is still needed; and whether no entry stays before that.</returns>
    private async Task<(string? From, bool IsFirst)> TrimOnceAsync(IDatabase database, long now, string from, bool isFirst, CancellationToken cancellationToken)
    {
        var oldest = await database.StreamRangeAsync(_entries, from, count: TrimAtOnce).WaitAsync(cancellationToken);
        StreamEntry[] passed = [.. oldest.TakeWhile(entry => ExpiryOf(entry) is not { } expires || expires < now)];
        RedisValue[] expired = [.. passed.Where(entry => ExpiryOf(entry) is not null).Select(entry => entry.Id)];
        isFirst &= expired.Length == passed.Length;
        if (expired.Length > 0 && isFirst)
            await database.StreamTrimByMinIdAsync(_entries, passed.Length < oldest.Length ? oldest[passed.Length].Id : After(passed)).WaitAsync(cancellationToken);
        else if (expired.Length > 0)
            await database.StreamDeleteAsync(_entries, expired).WaitAsync(cancellationToken);
        return (passed.Length == TrimAtOnce ? After(passed) : null, isFirst);
    }

    private static string After(StreamEntry[] entries) => RedisPosition.Next(entries[^1].Id.ToString());

    private static long? ExpiryOf(StreamEntry entry) => entry[RedisEntryFields.Expires].TryParse(out long expires) ? expires : null;

    private async Task<RevocationLogPage> ReadAsync(IDatabase database, string? position, bool isSuspect, CancellationToken cancellationToken)
    {
        if (position is null)
            return await ReadAsync(database, RedisPosition.Start, RevocationLogLoss.None, cancellationToken);
        if (RedisPosition.TryParse(position) is not { } last)
            return await ReadAsync(database, RedisPosition.Start, RevocationLogLoss.Any, cancellationToken);
        var mustHaveSome = isSuspect || IsAnyNeeded();
        var (loss, start) = (RevocationLogLoss.None, last);
        while (true)
        {
            // The page comes first: a list that begins anew after this question is found by the next one, before its entries count as read.
            var page = await ReadAsync(database, start, loss, cancellationToken);
            var found = await StartAsync(database, last, isSuspect, mustHaveSome, cancellationToken);
            if (found == (loss, start))
                return page;
            (loss, start) = found;
        }
    }

    private async Task<(RevocationLogLoss Loss, RedisPosition Start)> StartAsync(
        IDatabase database, RedisPosition last, bool isSuspect, bool mustHaveSome, CancellationToken cancellationToken)
    {
        var newest = last.Entries is RedisPosition.First ? RedisPosition.First : await NewestUpToAsync(database, last.Entries, cancellationToken);
        if (newest is null)
            return mustHaveSome ? (RevocationLogLoss.Any, RedisPosition.Start) : (RevocationLogLoss.None, last);
        if (newest == last.Entries)
            return isSuspect ? (RevocationLogLoss.Recent, last.Before(Again)) : (RevocationLogLoss.None, last);

        // Entries are removed in their order, so this is a copy that was behind. Its clock may be, too: then its next ids are lower than what was read.
        var start = last.Before(Again);
        return (RevocationLogLoss.Recent, RedisPosition.IsBefore(newest, start.Entries) ? start with { Entries = newest } : start);
    }

    /// <summary>Finds what is there of the entries that were read. Eviction, or another server, may have dropped them without any sign.</summary>
    private async Task<string?> NewestUpToAsync(IDatabase database, string last, CancellationToken cancellationToken)
    {
        var found = await database.StreamRangeAsync(_entries, maxId: last, count: 1, messageOrder: Order.Descending).WaitAsync(cancellationToken);
        return found is [var entry] ? entry.Id.ToString() : null;
    }

    // Entries that have expired may have been removed, in their order. So while one of them is needed, not all can be gone.
    private bool IsAnyNeeded() => _latestExpiry > _timeProvider.GetUtcNow().Add(ClockDifference).ToUnixTimeSeconds();

    private async Task<RevocationLogPage> ReadAsync(IDatabase database, RedisPosition start, RevocationLogLoss loss, CancellationToken cancellationToken)
    {
        var streams = await database.StreamReadAsync(
            [new(_entries, start.Entries), new(_unconfirmed, start.Unconfirmed), new(_heartbeat, start.Heartbeat)], PageSize).WaitAsync(cancellationToken);
        List<RevocationLogRecord> records = [];
        var (end, hasMore) = (start, false);
        foreach (var stream in streams)
        {
            foreach (var entry in stream.Entries)
            {
                records.Add(new((byte[]?)entry[RedisEntryFields.Data] ?? []));
                if (stream.Key == _entries && entry[RedisEntryFields.Expires].TryParse(out long expires))
                    _latestExpiry = Math.Max(_latestExpiry, expires);
            }

            if (stream.Entries is not [.., var last])
                continue;
            hasMore |= stream.Entries.Length == PageSize;
            end = stream.Key == _entries ? end with { Entries = last.Id.ToString() }
                : stream.Key == _unconfirmed ? end with { Unconfirmed = last.Id.ToString() }
                : end with { Heartbeat = last.Id.ToString() };
        }

        return new(records, end.ToString()) { HasMore = hasMore, Loss = loss };
    }

    private async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isSubscribed, 1) != 0)
            return;
        try
        {
            _subscriber = (await _connection.GetAsync(cancellationToken)).GetSubscriber();
            await _subscriber.SubscribeAsync(_channel, _onMessage).WaitAsync(cancellationToken);
            Interlocked.Exchange(ref _isRefused, 0);
            Wake();
        }
        catch (Exception exception)
        {
            // The client has added the handler before it asked Redis, and adds it again at the next attempt.
            if (_subscriber is not null)
                Unsubscribe(_subscriber);

            // The right to subscribe may come later.
            Interlocked.Exchange(ref _isSubscribed, 0);
            if (exception is not OperationCanceledException && Interlocked.Exchange(ref _isRefused, 1) == 0)
                Log.NotSubscribed(_logger, exception.GetType().Name);
            throw;
        }
    }

    private void Unsubscribe(ISubscriber subscriber)
    {
        try
        {
            subscriber.Unsubscribe(_channel, _onMessage, CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or RedisException)
        {
            // The handler goes before Redis is asked, and with a connection that the app has closed.
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    // A message that comes before the channel is subscribed again is lost: so look now, and a second later.
    private void OnRestored()
    {
        Interlocked.Exchange(ref _mayHaveLost, 1);
        Wake();
        _wakeLater.Change(AfterSubscribing, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(9201, LogLevel.Warning, "OL9204: Nothing wakes this node when another appends to the revocation log, because the channel cannot be subscribed ({ExceptionType}): sign-outs reach it at its next poll. Allow the user of Redis the channel, such as &okta-logout:* in its ACL.")]
        public static partial void NotSubscribed(ILogger logger, string exceptionType);
    }
}
