using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Follows the log on one node: reads it into memory when the app starts, and from then on what comes; never ends by itself.</summary>
internal sealed partial class RevocationLogFollower : IDisposable
{
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromMinutes(10);

    private readonly IRevocationLog _log;
    private readonly RevocationReplica _replica;
    private readonly IOptions<RevocationLogOptions> _options;
    private readonly OktaLogoutTelemetry _telemetry;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly RevocationLogCalls _calls;
    private readonly RevocationLogHealth _health;
    private readonly LostRecords _lost;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<bool> _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    // The records up to the end of the log, as it was when this node began to read it from its start, are old.
    private bool _isReadingHistory = true;

    public RevocationLogFollower(
        IRevocationLog log,
        RevocationReplica replica,
        IOptions<RevocationLogOptions> options,
        OktaLogoutTelemetry telemetry,
        TimeProvider timeProvider,
        ILogger<RevocationLogFollower> logger)
    {
        (_log, _replica, _options, _telemetry, _timeProvider, _logger) = (log, replica, options, telemetry, timeProvider, logger);
        _calls = new(options, timeProvider);
        _health = new(telemetry, logger);
        _lost = new(log, replica, _calls, _health, timeProvider, logger);
    }

    /// <summary>Gets how long ago a sign of life came through the log.</summary>
    public TimeSpan Age => _replica.Age;

    /// <summary>Gets how many entries this node has in memory.</summary>
    public int Entries => _replica.Known.Count;

    /// <summary>Gets what is wrong; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            if (_health.Failure is { } failure)
                return failure;
            if (!_replica.IsCaughtUp)
                return "OL9101: the revocation log was not read to its end yet.";
            return _replica.Age > _options.Value.MaxStaleness ? $"OL9103: no record has come through the revocation log for {_replica.Age.TotalSeconds:0} s." : null;
        }
    }

    /// <summary>Begins to follow, and waits until the log is read to its end, as long as the options say.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _telemetry.ObserveRevocationLog(() => Age.TotalSeconds, () => Entries);
        _running = Task.WhenAll(
            Task.Run(() => FollowAsync(_stopping.Token), CancellationToken.None),
            Task.Run(() => RepeatAsync(Heartbeat, BeatAsync, _stopping.Token), CancellationToken.None),
            Task.Run(() => RepeatAsync(TrimInterval, token => _log.TrimAsync(token), _stopping.Token), CancellationToken.None));
        try
        {
            await _caughtUp.Task.WaitAsync(_options.Value.StartTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.StartedWithout(_logger, _options.Value.StartTimeout);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        await _running.WaitAsync(Timeout.InfiniteTimeSpan, _timeProvider, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Cancel();

    private TimeSpan Heartbeat => new(Math.Min(_options.Value.MaxStaleness.Ticks / 4, LongestHeartbeat.Ticks));

    private async Task FollowAsync(CancellationToken stopping)
    {
        string? position = null;
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var began = _timeProvider.GetTimestamp();
            try
            {
                var waiting = _lost.NextRead;
                var page = await _calls.RunAsync(token => _log.ReadAsync(position, token), stopping).ConfigureAwait(false);
                Apply(page);
                position = page.Position;
                failures = 0;
                _health.Read(page.Failure);
                if (page.HasMore)
                    continue;
                waiting?.TrySetResult(true);
                await WaitAsync(stopping).ConfigureAwait(false);

                // While many sign out, one read brings the entries of many, or a hundred nodes would ask the log for each one.
                await _calls.DelayAsync(_options.Value.MinReadInterval - _timeProvider.GetElapsedTime(began), stopping).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _health.Read(exception);
                await _calls.PauseAsync(++failures, stopping).ConfigureAwait(false);
            }
        }
    }

    private void Apply(RevocationLogPage page)
    {
        if (page.Loss is not RevocationLogLoss.None)
        {
            Log.Loss(_logger, page.Loss);
            _replica.Suspect(page.Loss);
        }

        _isReadingHistory |= page.Loss is RevocationLogLoss.Any;
        var history = new History(_replica);
        var unreadable = Read(page.History, history) + Read(page.Records, _isReadingHistory ? history : _replica);
        _telemetry.RevocationLogRecords("read", page.History.Count + page.Records.Count - unreadable);
        if (unreadable > 0)
        {
            _telemetry.RevocationLogRecords("unreadable", unreadable);
            Log.Unreadable(_logger, unreadable);
        }

        if (page.HasMore)
            return;
        _isReadingHistory = false;
        _replica.CatchUp();
        _caughtUp.TrySetResult(true);
        _lost.Append(_stopping.Token);
    }

    private static int Read(IReadOnlyList<RevocationLogRecord> records, IRevocationLogTarget target) =>
        records.Count(record => !RevocationLogCodec.TryRead(record.Data.Span, target));

    // Only where no other node has: however many nodes there are, one sign of life comes in each interval.
    private async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        if (_replica.Age >= Heartbeat)
            await _log.AppendAsync([RevocationLogCodec.Heartbeat(_timeProvider.GetUtcNow())], cancellationToken).ConfigureAwait(false);
    }

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, ValueTask> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _calls.RunAsync(work, stopping).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The follower notices and says that the log cannot be reached.
            }

            await _calls.DelayAsync(interval + _calls.Random(new(interval.Ticks / 4)), stopping).ConfigureAwait(false);
        }
    }

    // A log that cannot wake anybody is read from time to time.
    private async Task WaitAsync(CancellationToken stopping)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var poll = Task.Delay(_options.Value.PollInterval, _timeProvider, waiting.Token);
        var wake = WakeAsync(waiting.Token);
        BackgroundTask.Observe(wake);
        if (await Task.WhenAny(poll, wake).ConfigureAwait(false) == wake && wake.Status is not TaskStatus.RanToCompletion)
            await poll.ConfigureAwait(false);
        waiting.Cancel();
    }

    private async Task WakeAsync(CancellationToken cancellationToken) => await _log.WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Takes entries over as old ones, and no sign of life.</summary>
    private sealed class History(RevocationReplica replica) : IRevocationLogTarget
    {
        public void Add(SessionTargetKind kind, SessionKey key, RevocationEntry entry) => replica.AddOld(kind, key, entry);

        public void Add(UnconfirmedEntry entry) => replica.Add(entry);

        public void Beat()
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9101, LogLevel.Error, "OL9101: The revocation log was not read to its end within {StartTimeout}. The app starts with what it knows; sessions that ended elsewhere may go on until the log is read.")]
        public static partial void StartedWithout(ILogger logger, TimeSpan startTimeout);

        [LoggerMessage(9104, LogLevel.Warning, "OL9104: The revocation log may have lost records ({Loss}), for example because a replica has taken over. What is missing is appended again.")]
        public static partial void Loss(ILogger logger, RevocationLogLoss loss);

        [LoggerMessage(9106, LogLevel.Warning, "OL9105: {Count} records of the revocation log could not be read and were skipped: a newer version of the library wrote them, or something else did.")]
        public static partial void Unreadable(ILogger logger, int count);
    }
}
