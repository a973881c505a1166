using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Okta.Logout.Tests;

/// <summary>A proxy as <c>HTTPS_PROXY</c> sets it, with a password in its address, that answers 403: .NET's exception quotes the address as it is.</summary>
internal sealed class RefusingProxy : IDisposable
{
    public const string Password = "secret-of-the-proxy";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RefusingProxy()
    {
        _listener.Start();
        _ = RefuseAsync();
    }

    public SocketsHttpHandler Handler() => new()
    {
        Proxy = new WebProxy($"http://user:{Password}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    public void Dispose() => _listener.Dispose();

    private async Task RefuseAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }
}
