namespace Okta.Logout;

/// <summary>Work in the background, whose end is not awaited.</summary>
internal static class BackgroundTask
{
    /// <summary>
    /// Runs rare work on a new thread and waits for it with a timeout: work that blocks, or ignores the token, does not delay the caller.
    /// </summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        Begin(work, cancellationToken).WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);

    /// <summary>Begins rare work on a new thread.</summary>
    public static Task<T> Begin<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var task = Task.Factory
            .StartNew(work, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)
            .Unwrap();
        Observe(task);
        return task;
    }

    /// <summary>Keeps a fault from surfacing as an unobserved task exception; whoever does wait still sees it.</summary>
    public static void Observe(Task task) =>
        _ = task.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
