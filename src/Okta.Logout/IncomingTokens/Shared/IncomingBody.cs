namespace Okta.Logout;

/// <summary>Reads the body of a request from a stranger, with limits of size and time, whatever the server allows.</summary>
internal static class IncomingBody
{
    public const int LargestBody = 64 * 1024;

    private const int BadRequest = 400;
    private const int RequestTimeout = 408;
    private const int PayloadTooLarge = 413;

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndOfReadTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Returns the body, or the status to respond with.</summary>
    public static async Task<(ArraySegment<byte> Body, int? Refusal)> ReadAsync(IncomingLogoutRequest request, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
            return (default, PayloadTooLarge);
        var deadline = new Deadline(timeProvider, ReadTimeout, cancellationToken);
        var cancelled = deadline.Token;
        var read = ReadAsync(request.Body, new byte[Math.Min(request.ContentLength ?? LargestBody, LargestBody) + 1], cancelled);
        deadline.DisposeAfter(read);
        try
        {
            var body = await read.WaitAsync(Timeout.InfiniteTimeSpan, timeProvider, cancelled).ConfigureAwait(false);
            return body.Count > LargestBody ? (default, PayloadTooLarge) : (body, null);
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            await EndAsync(read, timeProvider).ConfigureAwait(false);
            return (default, RequestTimeout);
        }
        catch (Exception exception) when (request.StatusOf(exception) is not null)
        {
            return (default, request.StatusOf(exception));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            // Incomplete, badly compressed, or the client has closed the connection.
            return (default, BadRequest);
        }
    }

    // The server sends no response while the body is being read. Only a stream that ignores its token takes longer.
    private static async Task EndAsync(Task read, TimeProvider timeProvider)
    {
        try
        {
            await read.WaitAsync(EndOfReadTimeout, timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // However it ends, the response is the same.
        }
    }

    private static async Task<ArraySegment<byte>> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var read and > 0)
            length += read;
        return new(buffer, 0, length);
    }
}
