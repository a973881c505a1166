using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>An app that runs, on a free port that it chose itself.</summary>
internal sealed partial class ConsumerProcess : IDisposable
{
    private readonly Process _process;

    public ConsumerProcess(string program, string[] arguments, string folder)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        _process = new()
        {
            StartInfo = new(isAssembly ? "dotnet" : program, [.. isAssembly ? [program] : Array.Empty<string>(), .. arguments, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            },
        };
        _process.Start();
    }

    /// <summary>Waits until the app listens, and returns a client of it.</summary>
    public async Task<HttpClient> ClientAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is not { Success: true } address)
                continue;

            // What the app says later must not fill the pipe.
            _ = _process.StandardOutput.ReadToEndAsync();
            return new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(address.Value) };
        }

        throw new InvalidOperationException("The app ended before it listened.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
