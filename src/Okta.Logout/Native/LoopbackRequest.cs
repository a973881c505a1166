using System.Text;

namespace Okta.Logout;

/// <summary>What matters of a request that a browser sends to a port of this machine.</summary>
internal sealed class LoopbackRequest
{
    private const int MaxHeadBytes = 32 * 1024;

    private readonly Dictionary<string, string> _headers;

    private LoopbackRequest(string method, string target, Dictionary<string, string> headers)
    {
        (Method, _headers) = (method, headers);
        var query = target.IndexOf('?');
        Path = query < 0 ? target : target.Substring(0, query);
        Query = query < 0 ? "" : target.Substring(query);
    }

    public string Method { get; }

    public string Path { get; }

    /// <summary>Gets the query with its question mark, or an empty text.</summary>
    public string Query { get; }

    /// <summary>Gets whether the browser named this machine: not so where a foreign name leads here (DNS rebinding).</summary>
    public bool IsForThisMachine => _headers.TryGetValue("Host", out var host)
        && Uri.TryCreate("http://" + host, UriKind.Absolute, out var address) && address.IsLoopback;

    /// <summary>Gets whether the browser only fetches what it may need later, without the user.</summary>
    public bool IsPrefetch => _headers.ContainsKey("Sec-Purpose") || _headers.ContainsKey("Purpose");

    /// <summary>Reads the head of a request; null if it is none.</summary>
    public static async Task<LoopbackRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxHeadBytes];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return null;
            length += read;
            var head = Encoding.ASCII.GetString(buffer, 0, length);
            if (head.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
                return Parse(head.Substring(0, end));
        }

        return null;
    }

    /// <summary>Reads what the client still sends, until it closes.</summary>
    public static async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while (await stream.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private static LoopbackRequest? Parse(string head)
    {
        var lines = head.Split(["\r\n"], StringSplitOptions.None);
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, ['H', 'T', 'T', 'P', '/', '1', '.', _]])
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
                headers[line.Substring(0, colon)] = line.Substring(colon + 1).Trim();
        }

        return new(method, target, headers);
    }
}
