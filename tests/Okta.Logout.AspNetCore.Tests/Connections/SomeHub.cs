using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A hub of an app.</summary>
internal sealed class SomeHub : Hub
{
    public const string Path = "/hub";

    public string Echo(string text) => text;

    /// <summary>Connects as a browser of the app, which connects again by itself where it may.</summary>
    public static async Task<HubClient> ConnectAsync(RunningApp node, Browser? browser, HttpTransportType transport)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(node.Address + Path), transport, options =>
            {
                if (browser?.Cookies.HeaderFor(RunningApp.Origin) is { } cookies)
                    options.Headers["Cookie"] = cookies;
            })
            .WithAutomaticReconnect()
            .Build();
        var client = new HubClient(connection);
        await connection.StartAsync();
        (await connection.InvokeAsync<string>(nameof(Echo), "hello")).Should().Be("hello");
        return client;
    }
}
