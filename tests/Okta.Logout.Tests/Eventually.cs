using System.Diagnostics;

namespace Okta.Logout.Tests;

/// <summary>For work that goes on in the background with nobody to wait for it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience, "it happens in the background");
            await Task.Yield();
        }
    }
}
