using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The address at which Okta finds the app.</summary>
internal sealed class PublicAddress(LinkGenerator links, IOptions<OktaLogoutWebOptions> options)
{
    public const string CallbackEndpointName = "Okta.Logout.SignedOutCallback";
    public const string FrontChannelEndpointName = "Okta.Logout.FrontChannel";

    public bool IsHttps(HttpContext context) => Origin(context).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public string Origin(HttpContext context) => options.Value.PublicOrigin ?? RequestOrigin(context);

    public static string RequestOrigin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}";

    /// <summary>The one URI to register at Okta as a sign-out redirect URI.</summary>
    public string CallbackUri(HttpContext context) => Origin(context) + CallbackPath(context);

    public string CallbackPath(HttpContext context) => links.GetPathByName(context, CallbackEndpointName, new RouteValueDictionary()) ?? throw NotMapped();

    public string? CallbackPath() => links.GetPathByName(CallbackEndpointName, new RouteValueDictionary());

    /// <summary>The path for Single Logout; null where it is switched off.</summary>
    public string? FrontChannelPath() => links.GetPathByName(FrontChannelEndpointName, new RouteValueDictionary());

    private static InvalidOperationException NotMapped() => new("OL6004: The sign-out endpoints are not mapped. Call app.MapOktaLogout().");
}
