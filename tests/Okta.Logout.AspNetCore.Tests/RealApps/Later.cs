using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Lets the time pass between two events of a test.</summary>
internal static class Later
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>So long that no clock, no whole second and no allowed skew can take one event for the other.</summary>
    public static void Pass(this FakeTimeProvider clock) => clock.Advance(TimeSpan.FromSeconds(30));

    /// <summary>For responses that wait for something that never comes: the app's clock advances meanwhile, slowly enough for other work.</summary>
    public static async Task<HttpResponseMessage> AnswerAsync(this RunningApp app, Task<HttpResponseMessage> answer)
    {
        using var ticks = new PeriodicTimer(Tick);
        var started = Stopwatch.GetTimestamp();
        while (!answer.IsCompleted && await ticks.WaitForNextTickAsync())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience, "no request waits for ever");
            app.Clock.Advance(2 * Tick);
        }

        return await answer;
    }

    /// <summary>For work that the app does in the background, at times of its own: its clock goes on a second at a time.</summary>
    public static async Task EventuallyAsync(this RunningApp app, Func<Task<bool>> condition)
    {
        using var ticks = new PeriodicTimer(Tick);
        var started = Stopwatch.GetTimestamp();
        while (!await condition() && await ticks.WaitForNextTickAsync())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Patience, "it happens in the background");
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Whether the browser is signed in at any time in the coming days. A thief tries each day, and keeps the cookie whatever the response.</summary>
    public static async Task<bool> IsSignedInOnAnyDayAsync(this Browser browser, FakeTimeProvider clock, int days)
    {
        for (var day = 0; day <= days; day++)
        {
            if (await browser.Copy().IsSignedInAsync())
                return true;
            clock.Advance(TimeSpan.FromDays(1));
        }

        return false;
    }
}
