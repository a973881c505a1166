using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The addresses at which browsers find the app's endpoints. The same text is logged at start, registered at Okta, mapped and sent.</summary>
internal sealed partial class PublicAddress(
    MappedEndpoints endpoints,
    LinkGenerator links,
    PublicPathBase pathBase,
    IOptions<OktaLogoutWebOptions> options,
    ILogger<PublicAddress> logger)
{
    public const string CallbackEndpointName = "Okta.Logout.SignedOutCallback";
    public const string ContinueEndpointName = "Okta.Logout.Continue";

    // Bounded, because without PublicOrigin clients choose the host, and the log must not grow with their choices.
    private const int MaxAnnouncedUris = 20;

    // The route options of the app would change the address after it was registered.
    private static readonly LinkOptions AsMapped = new() { LowercaseUrls = false, LowercaseQueryStrings = false, AppendTrailingSlash = false };

    private readonly ConcurrentDictionary<string, bool> _announced = new(StringComparer.Ordinal);

    /// <summary>Gets the reason why <see cref="CallbackUri"/> has no value.</summary>
    public string WhyNoCallback => endpoints.Find(CallbackEndpointName) is { } callback
        ? $"OL6203: The path of the callback, {MappedEndpoints.PathOf(callback)}, has a parameter for which this request has no value, so Okta has no URI to return to. Call MapOktaLogout outside the group, or sign out at a path of the group."
        : "OL6004: The sign-out endpoints are not mapped, so Okta has no URI to return to. Call app.MapOktaLogout().";

    public bool IsHttps(HttpContext context) => Origin(context).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public string Origin(HttpContext context) => options.Value.PublicOrigin ?? RequestOrigin(context);

    /// <summary>The origin as the browser sent it. It is not converted, because that would throw for an invalid host name, and stop the sign-out.</summary>
    public static string RequestOrigin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host.Value}";

    public PathString PathBase(HttpContext context) => pathBase.Of(context.Request);

    /// <summary>Records an address to which Okta has returned a sign-in, so that the spelling of its path base is known.</summary>
    public void Confirm(HttpContext context, string? redirectUri) => pathBase.Confirm(context.Request, redirectUri);

    /// <summary>The one URI to register at Okta as a sign-out redirect URI; null if this request has none.</summary>
    public string? CallbackUri(HttpContext context)
    {
        if (CallbackPath(context) is not { } path)
            return null;
        var uri = Origin(context) + path;
        if (_announced.Count < MaxAnnouncedUris && _announced.TryAdd(uri, true))
            Log.FirstUse(logger, uri);
        return uri;
    }

    public string? CallbackPath(HttpContext context) => PathOf(context, CallbackEndpointName);

    /// <summary>The address at which a sign-out that needs another page load continues.</summary>
    public string? ContinuePath(HttpContext context) => PathOf(context, ContinueEndpointName);

    private string? PathOf(HttpContext context, string endpointName)
    {
        if (endpoints.Find(endpointName) is not { } endpoint)
            return null;
        if (endpoint.RoutePattern.Parameters.Count == 0)
            return PathBase(context).ToUriComponent() + MappedEndpoints.PathOf(endpoint);
        try
        {
            // The route values of the request are needed in a group with parameters.
            return links.GetPathByAddress(
                context, endpointName, [], context.Request.RouteValues, PathBase(context), options: AsMapped);
        }
        catch (Exception)
        {
            // A route constraint of the app has thrown. The sign-out goes on without a URI to return to.
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6006, LogLevel.Information, "The sign-out redirect URI {Uri} is sent to Okta for the first time since the app has started. Register exactly this URI in the Okta Admin Console.")]
        public static partial void FirstUse(ILogger logger, string uri);
    }
}
