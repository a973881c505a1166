using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>
/// Runs the terminators for requests that anybody can send: after the response, a few terminations at a time, once for equal targets. Their sessions are
/// already on the revocation list.
/// </summary>
internal sealed partial class AnonymousTerminations(
    SessionTerminators terminators, LogThrottle throttle, TimeProvider timeProvider, ILogger<AnonymousTerminations> logger)
{
    /// <summary>How many terminations wait at most; further ones are dropped.</summary>
    public const int MostWaiting = 1000;

    /// <summary>For how long a termination with an equal target is not run again.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Queue<(SessionTermination Termination, TimeSpan Time)> _waiting = [];
    private readonly HashSet<SessionKey> _known = [];
    private readonly Queue<(SessionKey Target, long At)> _done = [];
    private int _running;

    /// <summary>Adds a termination, unless one for an equal target is waiting or running, or was run within the last minute.</summary>
    /// <param name="termination">The termination.</param>
    /// <param name="time">How long each terminator may take.</param>
    public void Add(SessionTermination termination, TimeSpan time)
    {
        if (!terminators.Exist)
            return;
        lock (_gate)
        {
            Forget();
            if (_known.Contains(SessionKey.Of(termination.Target)))
                return;
            if (_waiting.Count == MostWaiting)
            {
                if (throttle.Allows(nameof(AnonymousTerminations), "OL4008", out var suppressed))
                    Log.Dropped(logger, suppressed);
                return;
            }

            _known.Add(SessionKey.Of(termination.Target));
            _waiting.Enqueue((termination, time));
            if (_running == SignOutThreads.MostAnonymous)
                return;
            _running++;
        }

        // Unsafe: the loop works for all senders, so it must not carry the async-locals and the activity of this request.
        ThreadPool.UnsafeQueueUserWorkItem(static state => BackgroundTask.Observe(((AnonymousTerminations)state!).WorkAsync()), this);
    }

    private async Task WorkAsync()
    {
        while (Next() is var (termination, time))
        {
            await terminators.RunAnonymousAsync(termination, time).ConfigureAwait(false);
            lock (_gate)
                _done.Enqueue((SessionKey.Of(termination.Target), timeProvider.GetTimestamp()));
        }
    }

    private (SessionTermination Termination, TimeSpan Time)? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0)
                return _waiting.Dequeue();
            _running--;
            return null;
        }
    }

    // Only inside the lock.
    private void Forget()
    {
        while (_done.Count > 0 && (_done.Count > MostWaiting || timeProvider.GetElapsedTime(_done.Peek().At) >= Memory))
            _known.Remove(_done.Dequeue().Target);
    }

    private static partial class Log
    {
        [LoggerMessage(4008, LogLevel.Error, "OL4008: Too many front-channel logouts wait for their ISessionTerminators, so the terminators do not run for this one. Its session has ended. Make the terminators faster. Similar events since the previous line: {Suppressed}.")]
        public static partial void Dropped(ILogger logger, int suppressed);
    }
}
