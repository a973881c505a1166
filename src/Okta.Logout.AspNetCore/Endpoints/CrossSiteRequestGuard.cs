using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells a user's own POST from one that another site caused: by what the browser says, else by an antiforgery token.</summary>
internal sealed class CrossSiteRequestGuard(IAntiforgery antiforgery, PublicAddress publicAddress, IOptions<OktaLogoutWebOptions> options)
{
    // What a page under "Referrer-Policy: no-referrer", such as the confirmation page, sends to its own app as well: no word on where it comes from.
    private const string OpaqueOrigin = "null";

    /// <summary>Returns the status to answer with, or null where the request may go on.</summary>
    public async Task<int?> JudgeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var origin = headers.Origin.ToString();
        if (options.Value.AllowedOrigins.Contains(origin))
            return null;
        if (headers.TryGetValue("Sec-Fetch-Site", out var site))
            return site.ToString() is "same-origin" or "none" ? null : StatusCodes.Status403Forbidden;
        if (origin.Length > 0 && origin is not OpaqueOrigin)
            return IsOwn(context, origin) ? null : StatusCodes.Status403Forbidden;
        if (await HasAntiforgeryTokenAsync(context))
            return null;
        return origin.Length > 0 ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
    }

    private async Task<bool> HasAntiforgeryTokenAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception exception) when (exception is AntiforgeryValidationException or NotSupportedException)
        {
            // A body that is no form, or is in a character set that .NET refuses: it holds no token.
            return false;
        }
    }

    // The request's own origin is the browser's word, not the attacker's: a cross-site page cannot choose the Host that a victim's browser sends.
    private bool IsOwn(HttpContext context, string origin) =>
        string.Equals(origin, publicAddress.Origin(context), StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, PublicAddress.RequestOrigin(context), StringComparison.OrdinalIgnoreCase);
}
