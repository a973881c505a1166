using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The demo as users start it, on free ports; its addresses are what it prints.</summary>
public sealed partial class DemoProcess : IDisposable
{
    private const int Names = 7;

    private readonly Process _process;
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    private DemoProcess(Process process) => _process = process;

    public string Start => _addresses["Start here"];

    public string AppOne => _addresses["Web App One"];

    public string AppTwo => _addresses["Web App Two"];

    public string Okta => _addresses["Local Okta"];

    private static string Program { get; } = SamplePrograms.PathOf("Demo");

    /// <summary>Starts the demo with arguments that it refuses.</summary>
    public static async Task<(int ExitCode, string Errors)> RefuseAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardError = true })!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await process.WaitForExitAsync();
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill();
        }
    }

    public static async Task<DemoProcess> StartAsync(bool readsErrors = false)
    {
        string[] arguments = [Program, "--okta-port", "0", "--app-port", "0"];
        var demo = new DemoProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = readsErrors })!);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await demo.ReadAddressesAsync(patience.Token);
        }
        catch
        {
            demo.Dispose();
            throw;
        }

        // Receipts keep coming; nobody reads them, and a full pipe would stop the demo.
        _ = demo._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return demo;
    }

    /// <summary>Kills a process that the demo has started, and returns how the demo ends and what it says.</summary>
    public async Task<(int ExitCode, string Errors)> EndAfterKillingAsync(string arguments)
    {
        using (var find = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{_process.Id}", "-f", arguments]) { RedirectStandardOutput = true })!)
        using (var child = Process.GetProcessById(int.Parse(await find.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture)))
            child.Kill();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var errors = await _process.StandardError.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, errors);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAddressesAsync(CancellationToken cancellationToken)
    {
        while (_addresses.Count < Names)
        {
            var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException("The demo has ended before it printed its addresses.");
            if (Address().Match(line) is { Success: true } match)
                _addresses[match.Groups["name"].Value] = match.Groups["address"].Value;
        }
    }

    [GeneratedRegex(@"^\s+(?<name>\w+( \w+)*)\s+(?<address>http://\S+)")]
    private static partial Regex Address();
}
