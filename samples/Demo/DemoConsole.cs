using System.Diagnostics;

namespace Demo;

/// <summary>The sample ConsoleApp: signs in and out with the browser in which the demo is open, and calls the API again and again with its access token.</summary>
internal sealed class DemoConsole : IDisposable
{
    public const string ClientId = "console-app";

    private static readonly int[] Ports = [53170, 53171, 53172];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("okta-logout-demo-");
    private readonly Lock _gate = new();
    private readonly string _oktaOrigin;
    private readonly DemoApi _api;
    private readonly Process _caller;
    private Process? _visitor;
    private volatile string _answer = "";

    public DemoConsole(string oktaOrigin, DemoApi api)
    {
        (_oktaOrigin, _api) = (oktaOrigin, api);
        _caller = SampleProcess.StartAndRead("ConsoleApp", Describe("call", "--api", $"{_api.Origin}/me", "--every", "1"));
        _caller.OutputDataReceived += (_, line) => _answer = line.Data ?? _answer;
        _caller.ErrorDataReceived += (_, line) => _answer = line.Data ?? _answer;
        _caller.BeginOutputReadLine();
        _caller.BeginErrorReadLine();
    }

    /// <summary>Gets what the program printed last: the status code and the body of the API's response, that nobody is signed in, or why it could not sign in.</summary>
    public string Answer => _answer;

    public static IEnumerable<string> RegisterAtOkta(int position, DemoApi api) =>
    [
        $"--Clients:{position}:ClientId={ClientId}",
        $"--Clients:{position}:DisplayName=Console App",
        .. Ports.Select((port, i) => $"--Clients:{position}:RedirectUris:{i}=http://127.0.0.1:{port}/signed-in"),
        .. Ports.Select((port, i) => $"--Clients:{position}:PostLogoutRedirectUris:{i}=http://127.0.0.1:{port}/signed-out"),
        $"--Clients:{position}:UniversalLogoutEndpoint={api.UniversalLogoutEndpoint}",
        $"--Clients:{position}:SharedSignalsEndpoint={api.SharedSignalsEndpoint}",
    ];

    /// <summary>Gets the process that calls the API.</summary>
    public Process Caller => _caller;

    /// <summary>Begins a command that needs a browser.</summary>
    /// <returns>The address to open in it; null if the program has ended without one.</returns>
    public async Task<string?> BeginAsync(string command, CancellationToken cancellationToken)
    {
        var process = SampleProcess.StartAndRead("ConsoleApp", Describe(command, "--browser", "none"));
        lock (_gate)
        {
            // One that still waits for a browser that nobody has any more keeps its port.
            _visitor?.Kill();
            _visitor = process;
        }

        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                Console.WriteLine(text);
        };
        process.BeginOutputReadLine();
        string? trouble = null;
        while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("http", StringComparison.Ordinal))
                return line;
            trouble = line;
        }

        _answer = trouble ?? _answer;
        return null;
    }

    public void Dispose()
    {
        foreach (var process in new[] { _caller, _visitor })
        {
            process?.Kill();
            process?.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string[] Describe(string command, params string[] options) =>
        [command, "--issuer", $"{_oktaOrigin}/oauth2/default", "--client-id", ClientId, "--tokens", Path.Combine(_folder.FullName, "tokens"), .. options];
}
