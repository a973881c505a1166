namespace Okta.Logout;

/// <summary>A bounded number of threads for code of others, which may block them: no other work waits for these threads.</summary>
/// <remarks>
/// Work that awaits continues here too, before other work begins, so that it may block after an await as well. Only where every thread is blocked do
/// continuations go to the thread pool: each of these threads may be blocked by code that waits for such a continuation.
/// </remarks>
internal sealed class DedicatedThreads(string name, int most) : TaskScheduler
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BlockedTime = TimeSpan.FromMilliseconds(100);

    [ThreadStatic]
    private static DedicatedThreads? _ofThisThread;

    private readonly object _gate = new();
    private readonly LinkedList<Task> _starts = [];
    private readonly LinkedList<Task> _continuations = [];
    private int _threads;
    private int _idle;
    private long _dequeued;
    private bool _isWatched;

    public override int MaximumConcurrencyLevel => most;

    /// <summary>Runs work on one of these threads, as soon as one is free. Work that is still waiting when the token is cancelled never runs.</summary>
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                await work().ConfigureAwait(true);
                return true;
            },
            cancellationToken);

    /// <inheritdoc cref="RunAsync(Func{Task}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // Not Task.Factory.StartNew: its tasks stay in the queue when they are cancelled.
        var start = new Task<Task<T>>(
            static start => ((Start<T>)start!).Work(), new Start<T>(work), cancellationToken, TaskCreationOptions.DenyChildAttach);
        var result = start.Unwrap();
        try
        {
            start.Start(this);
        }
        catch (InvalidOperationException) when (start.IsCanceled)
        {
            // The token was cancelled before.
        }

        return result;
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            QueueOf(task).AddLast(task);
            if (_starts.Count + _continuations.Count <= _idle)
                Monitor.Pulse(_gate);
            else if (_threads < most)
                AddThread();
            else if (_continuations.Count > 0 && !_isWatched)
                Watch();
        }
    }

    protected override bool TryDequeue(Task task)
    {
        lock (_gate)
            return QueueOf(task).Remove(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _ofThisThread == this && (!taskWasPreviouslyQueued || TryDequeue(task)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return [.. _continuations, .. _starts];
    }

    private LinkedList<Task> QueueOf(Task task) => task.AsyncState is Start ? _starts : _continuations;

    // Only inside the lock. Unsafe: a thread that serves many callers must not carry the async-locals of the first.
    private void AddThread()
    {
        new Thread(RunTasks) { IsBackground = true, Name = name }.UnsafeStart();
        _threads++;
    }

    private void RunTasks()
    {
        _ofThisThread = this;
        while (Next() is { } task)
            TryExecuteTask(task);
    }

    private Task? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if ((_continuations.First ?? _starts.First) is { } first)
                {
                    first.List!.Remove(first);
                    _dequeued++;
                    return first.Value;
                }

                _idle++;
                var isPulsed = Monitor.Wait(_gate, IdleTime);
                _idle--;
                if (!isPulsed && _continuations.Count + _starts.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }

    // Only inside the lock.
    private void Watch()
    {
        _isWatched = true;
        var dequeued = _dequeued;
        Timer? timer = null;
        timer = new(_ =>
        {
            timer!.Dispose();
            foreach (var task in RemoveBlockedContinuations(dequeued))
                ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
        });
        timer.Change(BlockedTime, Timeout.InfiniteTimeSpan);
    }

    private List<Task> RemoveBlockedContinuations(long dequeuedBefore)
    {
        lock (_gate)
        {
            _isWatched = false;
            List<Task> blocked = _dequeued == dequeuedBefore ? [.. _continuations] : [];
            if (blocked.Count > 0)
                _continuations.Clear();
            else if (_continuations.Count > 0)
                Watch();
            return blocked;
        }
    }

    /// <summary>Marks the tasks that begin work, and may wait for a thread.</summary>
    private abstract class Start;

    private sealed class Start<T>(Func<Task<T>> work) : Start
    {
        public Task<T> Work() => work();
    }
}
