using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Okta.Logout.AspNetCore;

/// <summary>Pages that only lead to another page. They hold no secret, and no button that changes anything, so every site may show them in a frame.</summary>
internal static class LinkPages
{
    /// <summary>Leads out of a frame to Okta, for providers that accept no form. Okta's own pages must not be framed.</summary>
    public static Task WriteLinkAsync(HttpContext context, string url)
    {
        context.Response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy(PageAssets.FollowScript, [], mayBeFramed: true);
        return PageHtml.WriteAsync(
            context, "Signing out", "Signing out", "You are signed out of this app. Continue to end the Okta session too.",
            $"<p>{PageHtml.Link(url, "Continue")}</p>", PageAssets.FollowScript);
    }

    /// <summary>Leads a script that has fetched the page to a page load of the same address.</summary>
    public static Task WriteReloadAsync(HttpContext context) => WriteAsync(
        context, "Signing out", "You are signed out of this app. Continue to end the Okta session too.", "Continue");

    /// <summary>Leads out of a frame to the page that asks for a confirmation: in a frame, another site could trick users into pressing its button.</summary>
    public static Task WriteConfirmOutsideAsync(HttpContext context) => WriteAsync(
        context, "Sign out?", "This page is shown inside another page. Open it on its own to sign out.", "Open");

    private static Task WriteAsync(HttpContext context, string heading, string text, string link)
    {
        var request = context.Request;
        context.Response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy(null, [], mayBeFramed: true);
        var url = UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString);
        return PageHtml.WriteAsync(context, "Sign out", heading, text, $"<p>{PageHtml.Link(url, link)}</p>");
    }
}
