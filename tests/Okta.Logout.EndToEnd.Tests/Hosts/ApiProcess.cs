using System.Diagnostics;
using Okta.Logout.AspNetCore.Tests;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>The API sample, as users start it, with the settings as environment variables.</summary>
internal sealed class ApiProcess : IDisposable
{
    private readonly ReservedPort _port = ReservedPort.Take();
    private Process? _process;

    private static string Program { get; } = SamplePrograms.PathOf("Api");

    public string Origin => $"http://127.0.0.1:{_port.Number}";

    public async Task StartAsync(string okta, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            Environment =
            {
                ["Urls"] = Origin,
                ["Okta__Issuer"] = okta + "/oauth2/default",
                ["Okta__UniversalLogoutEndpoint"] = Origin + "/signout/universal",
                ["Okta__SharedSignalsAudience"] = Origin + "/signout/events",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is var line && line?.Contains("Application started", StringComparison.Ordinal) is not true)
            line.Should().NotBeNull("the API has to start");
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _port.Dispose();
    }
}
