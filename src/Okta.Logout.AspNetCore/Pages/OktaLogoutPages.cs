using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The built-in pages: small, usable without JavaScript, under a strict content security policy.</summary>
internal sealed class OktaLogoutPages(IAntiforgery antiforgery, IOptionsMonitor<OktaLogoutOptions> oktaOptions, OktaLogoutSchemes schemes) : IOktaLogoutPages
{
    public async Task WriteConfirmationAsync(HttpContext context, string action, string? returnUrl)
    {
        // The antiforgery service warns in the log of what it replaces.
        context.Response.Headers.CacheControl = default;

        // For clients that say neither where a request comes from nor that it is the user's own.
        var token = antiforgery.GetAndStoreTokens(context);
        List<KeyValuePair<string, string>> fields = [new(token.FormFieldName, token.RequestToken ?? "")];
        if (returnUrl is not null)
            fields.Add(new("returnUrl", returnUrl));

        // The antiforgery service has set weaker ones.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XFrameOptions = "DENY";

        // Browsers hold a form to its policy along redirects: with EndSessionMethod.Redirect this one leads on to Okta.
        var issuers = (await schemes.GetAsync()).Select(scheme => OriginOf(oktaOptions.Get(scheme.OpenIdConnect).GetIssuer()));
        await WriteAsync(
            context, "Sign out", "Sign out?", "You will be signed out of this app and of Okta in this browser.",
            Form(action, fields, "Sign out"), script: null, issuers);
    }

    public Task WriteFormPostAsync(HttpContext context, LogoutRequest request) => WriteAsync(
        context, "Signing out", "Signing out", "You are signed out of this app. One moment: the Okta session ends too.",
        Form(request.Endpoint, request.GetFormFields(), "Continue") + "<noscript><p>JavaScript is off: press Continue to end the Okta session.</p></noscript>",
        PageAssets.SubmitScript, [OriginOf(request.Endpoint)]);

    public Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl) => WriteAsync(
        context, "Signed out", "You are signed out of this app",
        "Okta could not be reached, so your Okta session may still be open. On a shared computer, close the browser.",
        (request is null ? "" : Form(request.Endpoint, request.GetFormFields(), "Try again at Okta")) + $"<p><a href=\"{Encode(returnUrl)}\">Continue</a></p>",
        script: null, request is null ? [] : [OriginOf(request.Endpoint)]);

    private static Task WriteAsync(
        HttpContext context, string title, string heading, string text, string body, string? script, IEnumerable<string> formTargets)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy(script, formTargets);
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
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
            context.RequestAborted);
    }

    private static string Form(string action, IEnumerable<KeyValuePair<string, string>> fields, string button)
    {
        var html = new StringBuilder($"<form method=\"post\" action=\"{Encode(action)}\">");
        foreach (var (name, value) in fields)
            html.Append($"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">");
        return html.Append($"<button>{button}</button></form>").ToString();
    }

    private static string Encode(string value) => HtmlEncoder.Default.Encode(value);

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);
}
