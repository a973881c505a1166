using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>For work in the background that nothing waits for.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience, "it happens in the background");

            // The work needs the processor.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>The same for work that waits for a clock. The clock goes on by a step at a time, and not faster than the work can follow.</summary>
    public static async Task BecomesTrueAsync(FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> condition)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        await BecomesTrueAsync(async () =>
        {
            clock.Advance(step);
            await ticks.WaitForNextTickAsync();
            return await condition();
        });
    }
}
