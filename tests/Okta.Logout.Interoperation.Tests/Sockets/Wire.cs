using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Okta.Logout.Interoperation.Tests;

/// <summary>A connection to an app that carries bytes which no HTTP client would send.</summary>
internal sealed partial class Wire : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private Wire(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<Wire> ConnectAsync(string origin, IPAddress? from = null)
    {
        var app = new Uri(origin);
        var client = new TcpClient(new IPEndPoint(from ?? IPAddress.Loopback, port: 0));
        await client.ConnectAsync(app.Host, app.Port);
        return new(client);
    }

    /// <summary>Sends the text in Latin-1, and reads whatever comes until the app closes the connection.</summary>
    public static async Task<IReadOnlyList<int>> ExchangeAsync(string origin, string request)
    {
        using var wire = await ConnectAsync(origin);
        await wire.SendAsync(request);
        return await wire.StatusesAsync();
    }

    /// <summary>Sends this so many times, or until the app has had enough, and reads meanwhile; returns the number of bytes sent, and the statuses.</summary>
    public async Task<(long Sent, IReadOnlyList<int> Statuses)> FloodAsync(ReadOnlyMemory<byte> bytes, int times = 1)
    {
        var statuses = StatusesAsync();
        var sent = 0L;
        try
        {
            for (var i = 0; i < times; i++, sent += bytes.Length)
                await SendAsync(bytes);
        }
        catch (IOException)
        {
            // Closed at the other end, as it should be.
        }

        return (sent, await statuses);
    }

    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes);

    public async Task<string> ReadAsync(int length)
    {
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>The statuses of all answers until the connection is closed.</summary>
    public async Task<IReadOnlyList<int>> StatusesAsync()
    {
        var answers = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(answers).WaitAsync(Patience);
        }
        catch (IOException)
        {
            // Reset: what came before counts.
        }

        return [.. StatusLine().Matches(Encoding.Latin1.GetString(answers.ToArray())).Select(line => int.Parse(line.Groups[1].ValueSpan))];
    }

    /// <summary>Hangs up as a crashed sender does, with a reset.</summary>
    public void Reset()
    {
        _client.LingerState = new(enable: true, seconds: 0);
        _client.Dispose();
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(@"HTTP/1\.1 (\d{3}) ")]
    private static partial Regex StatusLine();
}
