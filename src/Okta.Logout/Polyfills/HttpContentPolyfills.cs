#if NETSTANDARD2_0
using System.Runtime.InteropServices;

namespace Okta.Logout;

internal static class HttpContentPolyfills
{
    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }

    public static Task<int> ReadAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray<byte>(buffer, out var segment);
        return stream.ReadAsync(segment.Array, segment.Offset, segment.Count, cancellationToken);
    }
}
#endif
