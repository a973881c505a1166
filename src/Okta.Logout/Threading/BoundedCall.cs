namespace Okta.Logout;

/// <summary>Calls code of others with a time limit. A call that ignores its token is abandoned; one that blocks holds no thread that other work needs.</summary>
internal static class BoundedCall
{
    /// <summary>Returns the result, or stops waiting for it.</summary>
    /// <param name="time">How long the call may take, the wait for a thread included.</param>
    /// <param name="call">The call; its token is cancelled when the time is over.</param>
    /// <param name="on">The threads to call on; null for the caller's, where the call never blocks.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends the wait, too.</param>
    /// <exception cref="OperationCanceledException">The time is over, or the token was cancelled.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan time, Func<CancellationToken, Task<T>> call, DedicatedThreads? on, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(timeProvider, time, cancellationToken);
        var token = deadline.Token;
        var work = on is null ? BeginAsync(call, token) : on.RunAsync(() => call(token), token);
        try
        {
            return await work.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, token).ConfigureAwait(false);
        }
        finally
        {
            deadline.DisposeAfter(work);
        }
    }

    // An exception that is thrown before the first await is a fault of the call, too.
    private static async Task<T> BeginAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await call(cancellationToken).ConfigureAwait(false);
}
