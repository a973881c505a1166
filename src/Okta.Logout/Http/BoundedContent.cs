namespace Okta.Logout;

/// <summary>Reads a response body up to a limit, whatever its Content-Length says.</summary>
internal static class BoundedContent
{
    private const int ChunkSize = 16 * 1024;

    /// <returns>The body, or <see langword="null"/> when it is longer than <paramref name="limit"/>.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            return null;
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        var chunk = new byte[ChunkSize];
        while (true)
        {
            var read = await stream.ReadAsync(chunk.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return body.ToArray();
            if (body.Length + read > limit)
                return null;
            body.Write(chunk, 0, read);
        }
    }
}
