using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.OutputCaching;

namespace Okta.Logout.AspNetCore;

/// <summary>Middleware that runs before routing does not see the metadata of an endpoint. It is switched off by its features.</summary>
internal static class MiddlewareFeatures
{
    /// <summary>Switches the request timeout off, because an interrupted sign-out would be incomplete. It has time limits of its own.</summary>
    public static void DisableRequestTimeout(HttpContext context) => context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();

    public static void DisableOutputCache(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
            cache.Context.AllowCacheStorage = false;
    }

    /// <summary>Keeps the status of a response that a script gets. A redirect to an error page of the app would hide it.</summary>
    public static void DisableStatusCodePages(HttpContext context)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
    }
}
