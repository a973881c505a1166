namespace Okta.Logout;

/// <summary>Work that runs once at a time, for all who wait for it.</summary>
internal sealed class SharedWork
{
    private TaskCompletionSource<bool>? _done;

    /// <summary>Gets the lock inside of which the owner decides whether work is due.</summary>
    public object Gate { get; } = new();

    /// <summary>Gets the work in progress; null if there is none.</summary>
    public Task? Current
    {
        get
        {
            lock (Gate)
                return _done?.Task;
        }
    }

    /// <summary>Joins the work in progress, or begins it on the thread pool.</summary>
    /// <returns>A task that completes when the work has ended, whether it failed or not.</returns>
    public Task Join(Func<Task> work)
    {
        lock (Gate)
        {
            if (_done is not null)
                return _done.Task;
            var done = _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

            // Unsafe: the work belongs to all callers, so it must not carry the first one's async-locals and activity.
            ThreadPool.UnsafeQueueUserWorkItem(_ => BackgroundTask.Observe(RunAsync(work, done)), null);
            return done.Task;
        }
    }

    private async Task RunAsync(Func<Task> work, TaskCompletionSource<bool> done)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            lock (Gate)
                _done = null;
            done.SetResult(true);
        }
    }
}
