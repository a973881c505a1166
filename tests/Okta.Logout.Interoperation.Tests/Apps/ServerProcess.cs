using System.Diagnostics;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>A server in a process of its own. It ends with the test that started it, by its process id.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>For a machine that has other work too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private ServerProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
    }

    public string Output
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Returns the server when it has printed a line that begins so.</summary>
    public static async Task<(ServerProcess Server, string Line)> StartAsync(ProcessStartInfo start, string readyLine)
    {
        var server = new ServerProcess(start);
        try
        {
            server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            return (server, await server.LineAsync(readyLine));
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a line that begins so.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_lines.Find(line => line.TrimStart().StartsWith(beginning, StringComparison.Ordinal)) is { } found)
                    return found.Trim();
                if (_openStreams == 0)
                    throw new InvalidOperationException($"The server has ended before it printed '{beginning}':\n{Output}");
                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"The server has not printed '{beginning}':\n{Output}");
            }
        }
    }

    /// <summary>Pauses the process, or lets it continue.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
    }

    // A null line is the end of a stream.
    private void Take(string? line)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            if (line is null)
                _openStreams--;
            else
                _lines.Add(line);
            (news, _news) = (_news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
    }
}
