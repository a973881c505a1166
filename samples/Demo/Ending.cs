using System.Diagnostics;

namespace Demo;

internal static class Ending
{
    // At Ctrl+C, all processes end at once, and a sample may be faster than the demo. Then its end needs no word.
    private static readonly TimeSpan MostHaste = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the demo is told to end, or one of the samples has ended, which it says.</summary>
    /// <returns>Whether the demo was told to end.</returns>
    public static async Task<bool> EndsBeforeAsync(this WebApplication okta, IEnumerable<(string Name, Process Process)> samples)
    {
        var shutdown = okta.WaitForShutdownAsync();
        var (name, process) = await await Task.WhenAny([WaitAsync(shutdown), .. samples.Select(WaitAsync)]);
        if (process is not null)
            await Task.WhenAny(shutdown, Task.Delay(MostHaste, TimeProvider.System));
        if (process is null || okta.Lifetime.ApplicationStopping.IsCancellationRequested)
            return true;
        Console.Error.WriteLine($"The demo ends, because the {name} has ended with exit code {process.ExitCode}.");
        return false;
    }

    private static async Task<(string Name, Process? Process)> WaitAsync(Task shutdown)
    {
        await shutdown;
        return default;
    }

    private static async Task<(string Name, Process? Process)> WaitAsync((string Name, Process Process) sample)
    {
        await sample.Process.WaitForExitAsync();
        return sample;
    }
}
