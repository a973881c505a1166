using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Distinguishes a user's own POST from one that another site caused: by the headers of the browser, otherwise by an antiforgery token.</summary>
internal sealed class CrossSiteRequestGuard(IAntiforgery antiforgery, PublicAddress publicAddress, IOptions<OktaLogoutWebOptions> options)
{
    // A page under "Referrer-Policy: no-referrer" sends this to its own app, too, so it does not tell where a request comes from.
    private const string OpaqueOrigin = "null";

    public async Task<RequestOrigin> FindOriginAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var origin = headers.Origin.ToString();
        if (options.Value.AllowedOrigins.Contains(origin))
            return RequestOrigin.Own;
        if (headers.TryGetValue("Sec-Fetch-Site", out var site))
            return site.ToString() is "same-origin" or "none" ? RequestOrigin.Own : RequestOrigin.CrossSite;
        if (origin.Length > 0 && origin is not OpaqueOrigin)
            return IsOwn(context, origin) ? RequestOrigin.Own : RequestOrigin.CrossSite;
        return await HasAntiforgeryTokenAsync(context) ? RequestOrigin.Own : RequestOrigin.Unknown;
    }

    private async Task<bool> HasAntiforgeryTokenAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception)
        {
            // No valid token: the body is not a form, .NET does not support its character set, the keys cannot be used, or the cookie needs https.
            return false;
        }
    }

    // The Host header can be trusted here: a page of another site cannot choose the one that a victim's browser sends.
    private bool IsOwn(HttpContext context, string origin) =>
        string.Equals(origin, publicAddress.Origin(context), StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, PublicAddress.RequestOrigin(context), StringComparison.OrdinalIgnoreCase);
}
