using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps a response out of every cache and out of HTTP logs, and its address out of the <c>Referer</c> of later requests.</summary>
internal static class NoCaching
{
    public static void Apply(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        MiddlewareFeatures.DisableOutputCache(context);
        context.Features.Set(SecretResponse.Mark);
    }
}
