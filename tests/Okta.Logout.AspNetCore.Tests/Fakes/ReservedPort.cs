using System.Net;
using System.Net.Sockets;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// A loopback port that the system gives to nobody else, for a server whose address others have to know before it starts. A socket that is bound, but does
/// not listen, keeps the port; Kestrel and Redis allow addresses to be reused, so they can listen at it.
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private ReservedPort()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public static ReservedPort Take() => new();

    public void Dispose() => _socket.Dispose();
}
