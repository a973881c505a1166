using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The demo as users start it, on free ports; its addresses are what it prints.</summary>
public sealed partial class DemoProcess : IDisposable
{
    private readonly Process _process;
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    private DemoProcess(Process process) => _process = process;

    public string Start => _addresses["Start here"];

    public string AppOne => _addresses["Web App One"];

    public string AppTwo => _addresses["Web App Two"];

    public string Okta => _addresses["Local Okta"];

    public static async Task<DemoProcess> StartAsync()
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Demo.dll"), "--okta-port", "0", "--app-port", "0"];
        var demo = new DemoProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!);
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

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAddressesAsync(CancellationToken cancellationToken)
    {
        while (_addresses.Count < 4)
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
