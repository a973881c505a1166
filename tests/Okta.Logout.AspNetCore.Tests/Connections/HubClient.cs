using Microsoft.AspNetCore.SignalR.Client;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A client of a hub.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly Signal _closed = new();

    public HubClient(HubConnection connection)
    {
        Connection = connection;
        connection.Closed += _ =>
        {
            _closed.Give();
            return Task.CompletedTask;
        };
    }

    public HubConnection Connection { get; }

    /// <summary>Waits until the connection is closed for good.</summary>
    public Task IsClosedAsync() => _closed.WaitAsync();

    public async Task<bool> IsAliveAsync() => await Connection.InvokeAsync<string>(nameof(SomeHub.Echo), "still") == "still";

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
