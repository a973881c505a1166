using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The response in the frame: the same for every request, so that it does not reveal which sessions exist.</summary>
internal sealed class FrontChannelResponse(KnownIssuers issuers)
{
    private static ReadOnlyMemory<byte> Page { get; } =
        """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sign-out</title></head><body></body></html>"""u8.ToArray();

    public async Task WriteAsync(HttpContext context)
    {
        NoCaching.Apply(context);
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; frame-ancestors {string.Join(' ', await issuers.OriginsAsync())}";

        // Middleware of the app may forbid all framing, but Okta's frame has to load.
        response.Headers.XFrameOptions = default;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        await response.Body.WriteAsync(Page, context.RequestAborted);
    }

    public static void WriteTooMany(HttpContext context)
    {
        NoCaching.Apply(context);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
    }
}
