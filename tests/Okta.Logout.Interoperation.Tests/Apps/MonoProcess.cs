using System.Diagnostics;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The sample for .NET Framework, run by Mono, once for each command.</summary>
internal static class MonoProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Beside the folder of these tests, and built as they are.
    private static string Program { get; } = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "NetFrameworkApp", new DirectoryInfo(AppContext.BaseDirectory).Name, "NetFrameworkApp.exe");

    /// <summary>Runs a command with a line of input, and returns its exit code and output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string issuer, string clientId, string command, string input = "", string? clientSecret = null)
    {
        using var process = Process.Start(new ProcessStartInfo("mono", [Program, issuer, clientId, command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OKTA_CLIENT_SECRET"] = clientSecret },
        })!;
        try
        {
            await process.StandardInput.WriteLineAsync(input);
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            (await errors).Should().BeEmpty();
            return (process.ExitCode, (await output).Trim());
        }
        finally
        {
            process.Kill();
        }
    }
}
