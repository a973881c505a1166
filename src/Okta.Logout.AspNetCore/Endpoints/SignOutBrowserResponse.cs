using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Sends the browser to its next page after a sign-out: to Okta, or to the return URL.</summary>
internal sealed class SignOutBrowserResponse(ChosenPages pages, SiteData siteData, IOptions<OktaLogoutWebOptions> options)
{
    // Every server accepts this length (RFC 9110, section 4.1). The response to a longer URL may be 414, and the user would be stuck there.
    private const int MaxUrlLength = 8000;

    public Task WriteAsync(HttpContext context, PendingSignOut pending)
    {
        var next = pending.Requests.Count > 0 ? pending.Requests[0] : null;
        if (pending.IsIncomplete)
            return pages.WriteAsync(context, page => page.WriteIncompleteAsync(context, next, pending.ReturnUrl));
        if (pending.IsOktaUnreachable)
            return pages.WriteAsync(context, page => page.WriteOktaUnreachableAsync(context, next, pending.ReturnUrl));
        if (pending.IsOktaSessionOpen && next is null)
            return pages.WriteAsync(context, page => page.WriteOktaSessionOpenAsync(context, pending.ReturnUrl));
        var url = next is null ? null : UrlOf(next);
        if (next is not null && url is null)
            return pages.WriteAsync(context, page => page.WriteFormPostAsync(context, next));
        if (url is not null && SignOutClient.IsInFrame(context.Request))
            return LinkPages.WriteLinkAsync(context, url);
        if (next is null)
            siteData.Clear(context);
        SeeOther(context, url ?? pending.ReturnUrl);
        return Task.CompletedTask;
    }

    /// <summary>Returns the URL to which the browser is sent with the request; null if it sends the request by a form.</summary>
    public string? UrlOf(LogoutRequest request) =>
        options.Value.EndSessionMethod is not EndSessionMethod.FormPost && request.ToUrl() is { Length: <= MaxUrlLength } url ? url : null;

    /// <summary>Redirects with 303, so that the next request is a GET, whatever this one was.</summary>
    public static void SeeOther(HttpContext context, string location)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }
}
