using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>Entries that the revocation list did not accept. Their sessions are refused on this node at once, and the entries are written again until the list accepts them or they expire.</summary>
internal sealed partial class PendingRevocations : IRevocationArrivals, IDisposable
{
    private readonly ISessionRevocationStore _store;
    private readonly RevocationListHealth _health;
    private readonly IOptions<SessionTerminationOptions> _options;
    private readonly TimeProvider _timeProvider;
    private readonly LogThrottle _throttle;
    private readonly ILogger _logger;
    private readonly MemorySessionRevocationStore _known;
    private readonly Random _random = new();
    private readonly object _gate = new();
    private readonly PendingQueue _pending = new();
    private readonly ITimer _timer;

    private int _failures;
    private volatile bool _isUsed;
    private bool _isWriting;

    public PendingRevocations(
        ISessionRevocationStore store,
        RevocationListHealth health,
        IOptions<SessionTerminationOptions> options,
        ForgottenRevocations forgotten,
        LogThrottle throttle,
        TimeProvider timeProvider,
        ILogger<PendingRevocations> logger)
    {
        _store = store;
        _health = health;
        _options = options;
        _timeProvider = timeProvider;
        _throttle = throttle;
        _logger = logger;
        _known = new(timeProvider, forgotten);
        _timer = timeProvider.CreateTimer(
            static state => BackgroundTask.Observe(((PendingRevocations)state!).WriteAsync()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public event Action<SessionKey> Arrived
    {
        add => _known.Arrived += value;
        remove => _known.Arrived -= value;
    }

    /// <summary>Tells whether an entry that waits for the list ends the session. An unconfirmed entry is confirmed then.</summary>
    public bool IsRevoked(SessionDescriptor session)
    {
        if (!_isUsed)
            return false;
        if (_known.IsCertain(session))
            return true;
        if (_known.FindUnconfirmed(session) is not { } unconfirmed)
            return false;
        Add(unconfirmed.Confirm(session));
        return true;
    }

    public void Add(SessionRevocation revocation)
    {
        _isUsed = true;
        _known.Add(revocation);
        lock (_gate)
        {
            if (_pending.Add(revocation) is { } givenUp)
                LogGivenUp(givenUp);
            if (!_isWriting)
                ScheduleNext();
            _isWriting = true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task WriteAsync()
    {
        while (TryPeek(out var revocation))
        {
            if (!await TryWriteAsync(revocation!).ConfigureAwait(false))
            {
                lock (_gate)
                    ScheduleNext();
                return;
            }
        }
    }

    private bool TryPeek(out SessionRevocation? revocation)
    {
        var now = _timeProvider.GetUtcNow();
        lock (_gate)
        {
            revocation = _pending.Peek(now);
            if (revocation is null)
            {
                _isWriting = false;
                _failures = 0;
            }

            return revocation is not null;
        }
    }

    private async Task<bool> TryWriteAsync(SessionRevocation revocation)
    {
        try
        {
            using var deadline = new Deadline(_timeProvider, _options.Value.TerminatorTimeout, CancellationToken.None);
            await BackgroundTask.RunAsync(async () => await WriteAsync(revocation, deadline.Token).ConfigureAwait(false), _timeProvider, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _health.Failed($"OL4006: {exception.GetType().Name}");

            // It may be this entry alone that the store cannot write.
            lock (_gate)
                _pending.Postpone(revocation);
            return false;
        }

        _health.Succeeded();
        LogWritten(revocation);
        lock (_gate)
        {
            _failures = 0;
            _pending.Remove(revocation);
        }

        return true;
    }

    private async Task<bool> WriteAsync(SessionRevocation revocation, CancellationToken cancellationToken)
    {
        await _store.RevokeAsync(revocation, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Only inside the lock.
    private void ScheduleNext() => _timer.Change(BackOff.Delay(++_failures, _random.NextDouble()), Timeout.InfiniteTimeSpan);

    private void LogWritten(SessionRevocation revocation)
    {
        var suppressed = 0;
        if (!revocation.IsUnconfirmed || _throttle.Allows(nameof(PendingRevocations), "OL4006", out suppressed))
            Log.Written(_logger, revocation.Target.Kind, suppressed);
    }

    private void LogGivenUp(SessionRevocation revocation)
    {
        var suppressed = 0;
        if (!revocation.IsUnconfirmed || _throttle.Allows(nameof(PendingRevocations), "OL4007", out suppressed))
            Log.GivenUp(_logger, revocation.Target.Kind, revocation.IsUnconfirmed ? PendingQueue.MostUnconfirmed : PendingQueue.Most, suppressed);
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Warning, "OL4006: A revocation ({Kind}) that the revocation list had not accepted is now written. Similar events since the previous line: {Suppressed}.")]
        public static partial void Written(ILogger logger, SessionTargetKind kind, int suppressed);

        [LoggerMessage(4004, LogLevel.Error, "OL4007: A revocation ({Kind}) was dropped, because {Most} others wait for the revocation list. Other nodes may go on serving its sessions. Restore the store of the list. Similar events since the previous line: {Suppressed}.")]
        public static partial void GivenUp(ILogger logger, SessionTargetKind kind, int most, int suppressed);
    }
}
