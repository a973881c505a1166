using System.Net;
using System.Net.Sockets;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Passes connections on to a server. When it falls silent, those that it has stay open and carry nothing more; new ones work.</summary>
internal sealed class SilentProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Connection> _connections = [];
    private readonly int _target;
    private readonly Task _accepting;

    public SilentProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Silence()
    {
        lock (_connections)
        {
            foreach (var connection in _connections)
                connection.IsSilent = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var connection in _connections)
            connection.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var connection = new Connection(await _listener.AcceptTcpClientAsync(_stopping.Token));
            lock (_connections)
                _connections.Add(connection);
            await connection.Server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            _ = PassOnAsync(connection, connection.Client, connection.Server);
            _ = PassOnAsync(connection, connection.Server, connection.Client);
        }
    }

    private async Task PassOnAsync(Connection connection, TcpClient from, TcpClient to)
    {
        var buffer = new byte[8_192];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stopping.Token) is > 0 and var count)
            {
                if (!connection.IsSilent)
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
            }

            if (!connection.IsSilent)
                to.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side has gone.
        }
    }

    private sealed class Connection(TcpClient client) : IDisposable
    {
        public TcpClient Client { get; } = client;

        public TcpClient Server { get; } = new();

        public bool IsSilent { get; set; }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
