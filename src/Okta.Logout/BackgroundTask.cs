namespace Okta.Logout;

/// <summary>Work that nobody waits for to its end.</summary>
internal static class BackgroundTask
{
    /// <summary>Keeps a fault from surfacing as an unobserved task exception; whoever does wait still sees it.</summary>
    public static void Observe(Task task) =>
        _ = task.ContinueWith(
            static late => _ = late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
