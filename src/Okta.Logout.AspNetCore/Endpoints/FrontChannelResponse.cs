using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>The answer in the frame: the same for every request, so that it tells nobody which sessions there are.</summary>
internal sealed class FrontChannelResponse(KnownIssuers issuers)
{
    private static ReadOnlyMemory<byte> Page { get; } =
        """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sign-out</title></head><body></body></html>"""u8.ToArray();

    public async Task WriteAsync(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; frame-ancestors {string.Join(' ', await issuers.OriginsAsync())}";

        // An app's middleware may forbid all framing: Okta's frame has to load.
        response.Headers.XFrameOptions = default;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        await response.Body.WriteAsync(Page, context.RequestAborted);
    }

    public static void WriteTooMany(HttpContext context)
    {
        SignOutResponse.ForbidCaching(context);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
    }
}
