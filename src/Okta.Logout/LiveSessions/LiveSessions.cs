using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>
/// The sessions for which something is open on this node, such as a connection. Each has one token, which is cancelled when the session ends: by an entry that
/// arrives in memory, by one that a look-up finds in a list elsewhere, or by its expiry.
/// </summary>
internal sealed partial class LiveSessions : IDisposable
{
    private const int MostLookUps = 16;

    /// <summary>How late the end of a session by its expiry may be noticed.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly SessionContinuation _continuation;
    private readonly DedicatedThreads _threads;
    private readonly IOptions<SessionTerminationOptions> _options;
    private readonly OktaLogoutTelemetry _telemetry;
    private readonly LogThrottle _throttle;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly bool _needsLookUps;
    private readonly object _gate = new();
    private readonly LiveSessionIndex _index = new();
    private readonly HashSet<LiveSession> _sessions = [];
    private readonly ITimer _timer;
    private volatile int _count;
    private int _isLookingUp;
    private long _lastLookUp;

    public LiveSessions(
        ISessionRevocationStore store,
        PendingRevocations pending,
        SessionContinuation continuation,
        SignOutThreads threads,
        IOptions<SessionTerminationOptions> options,
        OktaLogoutTelemetry telemetry,
        LogThrottle throttle,
        TimeProvider timeProvider,
        ILogger<LiveSessions> logger)
    {
        _continuation = continuation;
        _threads = threads.Connections;
        _options = options;
        _telemetry = telemetry;
        _throttle = throttle;
        _timeProvider = timeProvider;
        _logger = logger;
        _needsLookUps = store is not (INonBlockingRevocationStore and IRevocationArrivals);
        if (store is IRevocationArrivals list)
            list.Arrived += Arrived;
        pending.Arrived += Arrived;
        _timer = timeProvider.CreateTimer(
            static state => BackgroundTask.Observe(((LiveSessions)state!).SweepAsync()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        telemetry.ObserveLiveSessions(() => _count);
    }

    /// <summary>Gets how many sessions are watched.</summary>
    public int Count => _count;

    /// <summary>Watches a session until the lease is disposed of.</summary>
    /// <param name="session">The session.</param>
    /// <param name="expiresAt">When it ends by itself.</param>
    public LiveSessionLease Watch(SessionDescriptor session, DateTimeOffset expiresAt)
    {
        LiveSession watched;
        lock (_gate)
        {
            watched = FindTicket(session) ?? Add(session);
            watched.Leases++;
            if (watched.ExpiresAt < expiresAt)
                watched.ExpiresAt = expiresAt;
        }

        // An entry that arrived after the check of the request, and before the session could be found, is noticed only now.
        var check = CheckAsync(watched);
        if (!check.IsCompletedSuccessfully)
            BackgroundTask.Observe(check.AsTask());
        return new(this, watched);
    }

    /// <summary>Notes that a session has got a later expiry, if it is watched.</summary>
    public void Extend(SessionDescriptor session, DateTimeOffset expiresAt)
    {
        // Every request gets here.
        if (_count == 0)
            return;
        lock (_gate)
        {
            if (FindTicket(session) is { } watched && watched.ExpiresAt < expiresAt)
                watched.ExpiresAt = expiresAt;
        }
    }

    public void Return(LiveSession session)
    {
        lock (_gate)
        {
            if (--session.Leases > 0)
                return;
            session.IsOver = true;
            Remove(session);
        }
    }

    public void Dispose() => _timer.Dispose();

    // Only inside the lock, as the next three.
    private LiveSession? FindTicket(SessionDescriptor session) => session.Keys[SessionTargetKind.Ticket] is { } key ? _index.FindOne(key) : null;

    private LiveSession Add(SessionDescriptor session)
    {
        if (_sessions.Count == 0)
        {
            var interval = _options.Value.ConnectionCheckInterval < SweepInterval ? _options.Value.ConnectionCheckInterval : SweepInterval;
            _timer.Change(interval, interval);
        }

        var watched = new LiveSession(session);
        _sessions.Add(watched);
        _count = _sessions.Count;
        AddKeys(watched, session);
        return watched;
    }

    private void AddKeys(LiveSession watched, SessionDescriptor session)
    {
        for (var kind = SessionTargetKind.Ticket; kind < SessionTargetKind.Everyone; kind++)
        {
            if (session.Keys[kind] is { } key)
                _index.Add(key, watched);
        }
    }

    private void Remove(LiveSession watched)
    {
        if (!_sessions.Remove(watched))
            return;
        _index.Remove(watched);
        _count = _sessions.Count;
        if (_count == 0)
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // On the thread that brings the entry, which must go on to bring others.
    private void Arrived(SessionKey key)
    {
        if (_count == 0)
            return;
        IReadOnlyList<LiveSession> found;
        lock (_gate)
            found = key == SessionKey.Everyone ? [.. _sessions] : _index.Find(key);
        foreach (var watched in found)
            Run(() => CheckAsync(watched).AsTask());
    }

    private async ValueTask CheckAsync(LiveSession watched)
    {
        try
        {
            await FollowAsync(watched).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The list cannot be read, which the requests report. The connection goes on until the next look-up.
            lock (_gate)
                watched.IsUnchecked = true;
        }
    }

    private async ValueTask FollowAsync(LiveSession watched)
    {
        while (true)
        {
            var session = watched.Session;
            var goesOnAs = await _continuation.FindAsync(session).ConfigureAwait(false);
            if (goesOnAs is null)
                End(watched, "revoked");
            if (goesOnAs is null || goesOnAs == session)
                return;
            lock (_gate)
            {
                if (watched.IsOver)
                    return;
                watched.Session = goesOnAs;
                AddKeys(watched, goesOnAs);
            }

            // Once more, because an entry for the other ticket may have arrived before the session could be found by it.
        }
    }

    private void End(LiveSession watched, string cause)
    {
        lock (_gate)
        {
            if (watched.IsOver)
                return;
            watched.IsOver = true;
            Remove(watched);
        }

        _telemetry.LiveSessionEnded(cause);
        Run(() =>
        {
            Cancel(watched);
            return Task.CompletedTask;
        });
    }

    private void Run(Func<Task> work) => BackgroundTask.Observe(_threads.RunAsync(work, CancellationToken.None));

    private void Cancel(LiveSession watched)
    {
        try
        {
            watched.Cancel();
        }
        catch (AggregateException exception)
        {
            if (_throttle.Allows(nameof(LiveSessions), "OL4011", out var suppressed))
                Log.CallbackFailed(_logger, exception.InnerExceptions[0].GetType().Name, suppressed);
        }
    }

    // Look-ups may take long, so sessions that expire do not wait for them.
    private async Task SweepAsync()
    {
        EndExpired();
        await LookUpAsync().ConfigureAwait(false);
    }

    private void EndExpired()
    {
        var now = _timeProvider.GetUtcNow();
        List<LiveSession> expired;
        lock (_gate)
            expired = [.. _sessions.Where(session => session.ExpiresAt <= now)];
        foreach (var session in expired)
            End(session, "expired");
    }

    private async Task LookUpAsync()
    {
        if (Interlocked.Exchange(ref _isLookingUp, 1) == 1)
            return;
        try
        {
            if (_timeProvider.GetElapsedTime(_lastLookUp) < _options.Value.ConnectionCheckInterval)
                return;
            _lastLookUp = _timeProvider.GetTimestamp();
            await LookUpAsync(TakeDue()).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isLookingUp, 0);
        }
    }

    // A list in memory brings its entries by itself, but cannot check a session while it is too old.
    private Queue<LiveSession> TakeDue()
    {
        lock (_gate)
        {
            var due = new Queue<LiveSession>(_sessions.Where(session => _needsLookUps || session.IsUnchecked));

            // Before the checks begin, so that one that fails meanwhile is noticed.
            foreach (var session in due)
                session.IsUnchecked = false;
            return due;
        }
    }

    private Task LookUpAsync(Queue<LiveSession> sessions) => Task.WhenAll(Enumerable.Range(0, Math.Min(MostLookUps, sessions.Count)).Select(async _ =>
    {
        while (TryDequeue(sessions, out var watched))
            await CheckAsync(watched!).ConfigureAwait(false);
    }));

    private static bool TryDequeue(Queue<LiveSession> sessions, out LiveSession? next)
    {
        lock (sessions)
        {
            next = sessions.Count > 0 ? sessions.Dequeue() : null;
            return next is not null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Warning, "OL4011: Code of the app that runs at the end of a session failed ({ExceptionType}): a callback of the token of GetSessionEndedToken. The others ran. Similar events since the previous line: {Suppressed}.")]
        public static partial void CallbackFailed(ILogger logger, string exceptionType, int suppressed);
    }
}
