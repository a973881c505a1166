using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>What all requests from elsewhere have in common, whatever they ask for.</summary>
internal static class IncomingRequest
{
    /// <summary>Prepares an answer that nobody keeps; false where the method is not POST.</summary>
    public static bool IsPost(HttpContext context)
    {
        NoResponseCookies.Apply(context);
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsPost(context.Request.Method))
            return true;
        context.Response.Headers.Allow = HttpMethods.Post;
        return false;
    }

    public static void RetryAfter(HttpContext context, TimeSpan time) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
