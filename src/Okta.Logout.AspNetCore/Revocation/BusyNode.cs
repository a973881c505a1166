namespace Okta.Logout.AspNetCore;

/// <summary>Distinguishes a store that does not respond from a node that is too busy to process the response.</summary>
internal static class BusyNode
{
    // A node that is further behind serves no requests anyway.
    private const int MostExtensions = 20;

    private static readonly int BusyAt = 4 * Environment.ProcessorCount;

    /// <summary>Waits for a response for a time, and longer while the thread pool is behind with its work, because the response may be waiting there.</summary>
    /// <exception cref="TimeoutException">There was no response in time.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> answer, TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken = default)
    {
        for (var extensions = 0; ; extensions++)
        {
            try
            {
                return await answer.WaitAsync(time, timeProvider, cancellationToken);
            }
            catch (TimeoutException) when (!answer.IsCompleted && extensions < MostExtensions && ThreadPool.PendingWorkItemCount > BusyAt)
            {
                // Once more around.
            }
        }
    }
}
