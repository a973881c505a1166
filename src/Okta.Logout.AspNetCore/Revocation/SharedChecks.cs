using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Queries a revocation list that takes time to respond. Requests of one session that arrive while a query runs share the next one, not the one that runs,
/// which may have read the list before the session ended. The number of queries at a time is bounded, and the time of each begins when it is sent, so
/// that a node under load does not count as an outage of the list.
/// </summary>
internal sealed class SharedChecks(ISessionRevocationStore store, IOptions<SessionTerminationOptions> options, TimeProvider timeProvider) : IDisposable
{
    private const int MostAtOnce = 256;

    private readonly ConcurrentDictionary<Asked, Questions> _sessions = new();
    private readonly SemaphoreSlim _free = new(MostAtOnce);
    private long _lastAnswer = timeProvider.GetTimestamp();

    /// <exception cref="TimeoutException">The list did not respond.</exception>
    public Task<bool> RunAsync(SessionDescriptor session)
    {
        // A session without a ticket id has no key by which requests could share a query.
        var answer = session.Keys[SessionTargetKind.Ticket] is null ? AskAsync(session) : JoinAsync(Asked.About(session), session);
        BackgroundTask.Observe(answer);
        return answer;
    }

    public void Dispose() => _free.Dispose();

    private Task<bool> JoinAsync(Asked key, SessionDescriptor session)
    {
        while (true)
        {
            var questions = _sessions.GetOrAdd(key, static _ => new());
            if (questions.TryJoin(() => AskAsync(session), () => _sessions.TryRemove(KeyValuePair.Create(key, questions))) is { } answer)
                return answer;
        }
    }

    private async Task<bool> AskAsync(SessionDescriptor session)
    {
        await EnterAsync();
        try
        {
            using var giveUp = new CancellationTokenSource();
            var answer = store.IsRevokedAsync(session, giveUp.Token).AsTask();
            BackgroundTask.Observe(answer);
            var isRevoked = await AnswerAsync(answer, giveUp);
            Volatile.Write(ref _lastAnswer, timeProvider.GetTimestamp());
            return isRevoked;
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<bool> AnswerAsync(Task<bool> answer, CancellationTokenSource giveUp)
    {
        try
        {
            return await BusyNode.WaitAsync(answer, options.Value.TerminatorTimeout, timeProvider);
        }
        finally
        {
            await giveUp.CancelAsync();
        }
    }

    // Waiting for a turn counts as an outage only if no query gets a response meanwhile.
    private async Task EnterAsync()
    {
        var time = options.Value.TerminatorTimeout;
        while (!await _free.WaitAsync(time))
        {
            if (timeProvider.GetElapsedTime(Volatile.Read(ref _lastAnswer)) > time)
                throw new TimeoutException("The revocation list does not respond.");
        }
    }

    /// <summary>The key of a query: everything that its result depends on.</summary>
    private readonly record struct Asked(
        SessionKey? Ticket, SessionKey? Session, SessionKey? Subject, SessionKey? Email, DateTimeOffset? StartedAt, DateTimeOffset? SignedInAt)
    {
        public static Asked About(SessionDescriptor session) => new(
            session.Keys[SessionTargetKind.Ticket], session.Keys[SessionTargetKind.Session], session.Keys[SessionTargetKind.Subject],
            session.Keys[SessionTargetKind.Email], session.StartedAt, session.SignedInAt);
    }

    /// <summary>The running query for one session, and the next one.</summary>
    private sealed class Questions
    {
        private readonly Lock _lock = new();
        private Task<bool>? _underWay;
        private Task<bool>? _next;
        private bool _isOver;

        /// <summary>Starts a query, or joins the next one; null if the last one has just ended.</summary>
        public Task<bool>? TryJoin(Func<Task<bool>> ask, Action end)
        {
            lock (_lock)
            {
                if (_isOver)
                    return null;
                if (_underWay is null)
                    return _underWay = RunAsync(ask, end);
                return _next ??= AfterAsync(_underWay, ask, end);
            }
        }

        private async Task<bool> AfterAsync(Task underWay, Func<Task<bool>> ask, Action end)
        {
            await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_lock)
                (_underWay, _next) = (_next, null);
            return await RunAsync(ask, end);
        }

        private async Task<bool> RunAsync(Func<Task<bool>> ask, Action end)
        {
            await Task.Yield();
            try
            {
                return await ask();
            }
            finally
            {
                lock (_lock)
                {
                    _isOver = _next is null;
                    if (_isOver)
                        end();
                }
            }
        }
    }
}
