using System.Diagnostics;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A process of redis-server, of this test run.</summary>
internal sealed class RedisProcess : IDisposable
{
    private readonly Process _process;

    private RedisProcess(Process process) => _process = process;

    /// <summary>Starts one, and waits until it prints that it works.</summary>
    public static async Task<RedisProcess> StartAsync(string arguments, string ready = "Ready to accept connections")
    {
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = new("redis-server", arguments) { RedirectStandardOutput = true }, EnableRaisingEvents = true };
        process.Exited += (_, _) => isReady.TrySetException(new InvalidOperationException("redis-server has ended."));
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(ready, StringComparison.Ordinal) is true)
                isReady.TrySetResult();
        };
        process.Start();
        process.BeginOutputReadLine();
        await isReady.Task;
        return new(process);
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
