using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Okta.Logout.AspNetCore;

/// <summary>Writes the built-in pages. The parts of a page are HTML already; values are encoded here.</summary>
internal static class PageHtml
{
    /// <summary>Writes a page under the policy in the headers, even if a time limit of the app has cancelled the request meanwhile.</summary>
    public static Task WriteAsync(HttpContext context, string title, string heading, string text, string body, string? script = null, string head = "")
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta name="turbo-visit-control" content="reload">{head}
            <title>{title}</title>
            <style>{PageAssets.Style}</style>
            </head>
            <body>
            <main>
            <h1>{heading}</h1>
            <p>{text}</p>
            {body}
            </main>{(script is null ? "" : $"<script>{script}</script>")}
            </body>
            </html>
            """,
            CancellationToken.None);
    }

    /// <summary>A form whose target is the whole window, not the frame that it may be in.</summary>
    public static string Form(string action, IEnumerable<KeyValuePair<string, string>> fields, string button)
    {
        var html = new StringBuilder($"<form target=\"_top\" method=\"post\" action=\"{Encode(action)}\">");
        foreach (var (name, value) in fields)
            html.Append($"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">");
        return html.Append($"<button>{button}</button></form>").ToString();
    }

    /// <summary>A link whose target is the whole window, and which libraries that take links over leave to the browser.</summary>
    public static string Link(string url, string text) =>
        $"<a href=\"{Encode(url)}\" target=\"_top\" rel=\"noreferrer\" data-turbo=\"false\" data-enhance-nav=\"false\" hx-boost=\"false\">{text}</a>";

    public static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);

    public static string Encode(string value) => HtmlEncoder.Default.Encode(value);
}
