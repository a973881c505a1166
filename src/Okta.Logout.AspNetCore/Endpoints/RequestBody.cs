using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore;

/// <summary>Reads the body of a stranger's request: bounded in size and time, whatever the server allows.</summary>
internal static class RequestBody
{
    public const int LargestBody = 64 * 1024;

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Returns the body, or the status to answer with.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, int? Refusal)> ReadAsync(HttpContext context, TimeProvider timeProvider)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        if (context.Request.ContentLength > LargestBody)
            return (default, StatusCodes.Status413PayloadTooLarge);

        using var deadline = new Deadline(timeProvider, ReadTimeout, context.RequestAborted);
        try
        {
            var body = new byte[Math.Min(context.Request.ContentLength ?? LargestBody, LargestBody) + 1];
            var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, deadline.Token);
            return length > LargestBody ? (default, StatusCodes.Status413PayloadTooLarge) : (body.AsMemory(0, length), null);
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return (default, StatusCodes.Status408RequestTimeout);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
        {
            return (default, exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            // Cut off, badly compressed, or nobody there any more to read the answer.
            return (default, StatusCodes.Status400BadRequest);
        }
    }
}
