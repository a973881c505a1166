using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore;

/// <summary>What all requests from elsewhere have in common, whatever they ask for.</summary>
internal static class IncomingRequest
{
    /// <summary>Prepares an answer that nobody keeps, and that no cookie goes with.</summary>
    public static void Prepare(HttpContext context)
    {
        NoResponseCookies.Apply(context);
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Tells whether the body is of that type, whatever its parameters.</summary>
    public static bool HasMediaType(HttpContext context, string mediaType) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var contentType) && contentType.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    public static void RetryAfter(HttpContext context, TimeSpan time) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
