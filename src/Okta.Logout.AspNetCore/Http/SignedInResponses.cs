using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Keeps what signed-in users have seen out of caches.</summary>
internal static class SignedInResponses
{
    /// <summary>Adds <c>Cache-Control: no-store</c> when the response begins, unless the app has set the header itself.</summary>
    public static void KeepOutOfCaches(HttpContext context) => context.Response.OnStarting(static state =>
    {
        var headers = ((HttpContext)state).Response.Headers;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }, context);
}
