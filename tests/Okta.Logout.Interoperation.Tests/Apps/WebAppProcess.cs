using System.Diagnostics;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The sample WebApp as its users start it: its program, with the settings in the environment.</summary>
internal sealed class WebAppProcess : IDisposable
{
    // The keys of its cookies stay out of the profile of whoever runs the tests. Null if they belong to several nodes.
    private readonly DirectoryInfo? _home;
    private readonly ServerProcess _server;

    private WebAppProcess(DirectoryInfo? home, ServerProcess server, ClientRegistration client)
    {
        _home = home;
        _server = server;
        Client = client;
    }

    public ClientRegistration Client { get; }

    public string Origin => Client.Origin;

    public static async Task<WebAppProcess> StartAsync(ClientRegistration client, string issuer, params (string Name, string Value)[] settings)
    {
        var home = Directory.CreateTempSubdirectory();
        return new(home, await StartAsync(client, issuer, client.Origin, home, settings), client);
    }

    /// <summary>Starts one of several nodes, which share the folder with their keys.</summary>
    public static async Task<WebAppProcess> StartNodeAsync(ClientRegistration client, string issuer, string url, DirectoryInfo home, params (string Name, string Value)[] settings) =>
        new(null, await StartAsync(client, issuer, url, home, settings), client);

    private static async Task<ServerProcess> StartAsync(ClientRegistration client, string issuer, string url, DirectoryInfo home, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebApp.dll"), $"--urls={url}"])
        {
            Environment =
            {
                ["Okta__Issuer"] = issuer,
                ["Okta__ClientId"] = client.Id,
                ["Okta__ClientSecret"] = client.Secret,
                ["Okta__PublicOrigin"] = client.Origin,
                ["Okta__AllowLoopbackHttp"] = "true",
                ["Okta__BackChannelLogout"] = "true",
                ["HOME"] = home.FullName,
            },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return (await ServerProcess.StartAsync(start, "Application started.")).Server;
    }

    /// <summary>Waits until it has logged this.</summary>
    public Task SaysAsync(string line) => _server.LineAsync(line);

    /// <summary>Pauses the process: connections stay open, and there are no responses.</summary>
    public void Pause() => _server.Signal("STOP");

    public void Resume() => _server.Signal("CONT");

    public void Dispose()
    {
        _server.Dispose();
        _home?.Delete(recursive: true);
    }
}
