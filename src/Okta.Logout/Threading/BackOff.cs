namespace Okta.Logout;

/// <summary>How long to wait before a server that failed is asked again.</summary>
internal static class BackOff
{
    private const double JitterShare = 0.2;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <param name="failures">How many attempts failed in a row, this one included.</param>
    /// <param name="random">Between 0 and 1: keeps the nodes of an app from asking at the same moment.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    public static TimeSpan Delay(int failures, double random, TimeSpan? retryAfter = null)
    {
        var doubled = Math.Min(Shortest.TotalSeconds * Math.Pow(2, failures - 1), Longest.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(doubled * (1 - JitterShare + 2 * JitterShare * random));
        if (retryAfter is not { } asked || asked <= jittered)
            return jittered;
        return asked < LongestRetryAfter ? asked : LongestRetryAfter;
    }
}
