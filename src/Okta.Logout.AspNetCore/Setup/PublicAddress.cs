using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The address at which Okta finds the app.</summary>
internal sealed class PublicAddress(LinkGenerator links, IOptions<OktaLogoutWebOptions> options)
{
    public const string CallbackEndpointName = "Okta.Logout.SignedOutCallback";

    public bool IsHttps(HttpContext context) => Origin(context).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public string Origin(HttpContext context) => options.Value.PublicOrigin ?? RequestOrigin(context);

    /// <summary>As the browser wrote it: what is no host name at all must not stop a sign-out, and converting it would.</summary>
    public static string RequestOrigin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host.Value}";

    /// <summary>The one URI to register at Okta as a sign-out redirect URI.</summary>
    public string CallbackUri(HttpContext context) => Origin(context) + CallbackPath(context);

    /// <summary>The request's own route values are for a group with parameters.</summary>
    public string CallbackPath(HttpContext context) =>
        links.GetPathByAddress(context, CallbackEndpointName, [], ambientValues: context.Request.RouteValues) ?? throw NotMapped();

    private static InvalidOperationException NotMapped() => new("OL6004: The sign-out endpoints are not mapped. Call app.MapOktaLogout().");
}
