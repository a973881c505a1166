using System.Diagnostics;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>The sample WebApp as its users start it: its program, with the settings in the environment.</summary>
internal sealed class WebAppProcess : IDisposable
{
    private readonly ServerProcess _server;

    private WebAppProcess(ServerProcess server, ClientRegistration client)
    {
        _server = server;
        Client = client;
    }

    public ClientRegistration Client { get; }

    public string Origin => Client.Origin;

    public static async Task<WebAppProcess> StartAsync(ClientRegistration client, string issuer, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebApp.dll"), $"--urls={client.Origin}"])
        {
            Environment =
            {
                ["Okta__Issuer"] = issuer,
                ["Okta__ClientId"] = client.Id,
                ["Okta__ClientSecret"] = client.Secret,
                ["Okta__PublicOrigin"] = client.Origin,
                ["Okta__AllowLoopbackHttp"] = "true",
                ["Okta__BackChannelLogout"] = "true",
                // The keys of its cookies stay out of the profile of whoever runs the tests.
                ["HOME"] = Path.Combine(AppContext.BaseDirectory, "home"),
            },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new((await ServerProcess.StartAsync(start, "Application started.")).Server, client);
    }

    /// <summary>Waits until it has logged this.</summary>
    public Task SaysAsync(string line) => _server.LineAsync(line);

    public void Dispose() => _server.Dispose();
}
