namespace Okta.Logout;

/// <summary>Work that nobody waits for to its end.</summary>
internal static class BackgroundTask
{
    /// <summary>Runs work off this thread and waits for it from outside: work that blocks, or ignores the token, holds nobody up.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var task = Task.Run(work, cancellationToken);
        Observe(task);
        return task.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken);
    }

    /// <summary>Keeps a fault from surfacing as an unobserved task exception; whoever does wait still sees it.</summary>
    public static void Observe(Task task) =>
        _ = task.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
