using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>The built-in pages: small, usable without JavaScript, under a strict content security policy.</summary>
internal sealed partial class OktaLogoutPages(IAntiforgery antiforgery, IssuerRegistrations registrations, ILogger<OktaLogoutPages> logger) : IOktaLogoutPages
{
    // Servers may refuse a longer URL.
    private const int MaxLinkLength = 8000;

    // The policy of the header removes even the own origin, which protects the form in browsers without fetch metadata.
    private const string NameOwnOrigin = "<meta name=\"referrer\" content=\"same-origin\">";

    public async Task WriteConfirmationAsync(HttpContext context, ConfirmationForm form)
    {
        List<KeyValuePair<string, string>> fields = [];
        if (TryGetToken(context) is { } token)
            fields.Add(token);
        if (form.ReturnUrl is not null)
            fields.Add(new("returnUrl", form.ReturnUrl));

        // The antiforgery service has set weaker ones.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XFrameOptions = "DENY";

        // Browsers apply form-action to redirects, too, and with EndSessionMethod.Redirect this form is redirected to Okta.
        context.Response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy(null, await IssuersAsync(), mayBeFramed: false);
        await PageHtml.WriteAsync(
            context, "Sign out", "Sign out?", "You will be signed out of this app and of Okta in this browser.",
            PageHtml.Form(form.Action, fields, "Sign out"), head: NameOwnOrigin);
    }

    public Task WriteFormPostAsync(HttpContext context, LogoutRequest request)
    {
        context.Response.Headers.ContentSecurityPolicy =
            PageAssets.ContentSecurityPolicy(PageAssets.SubmitScript, [PageHtml.OriginOf(request.Endpoint)], mayBeFramed: true);
        return PageHtml.WriteAsync(
            context, "Signing out", "Signing out", "You are signed out of this app. One moment: the Okta session ends, too.",
            FormTo(request, "Continue") + "<noscript><p>JavaScript is off: press Continue to end the Okta session.</p></noscript>" + LinkTo(request),
            PageAssets.SubmitScript);
    }

    public Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl)
    {
        context.Response.Headers.ContentSecurityPolicy =
            PageAssets.ContentSecurityPolicy(null, request is null ? [] : [PageHtml.OriginOf(request.Endpoint)], mayBeFramed: true);
        return PageHtml.WriteAsync(
            context, "Signed out", "You are signed out of this app",
            "Okta could not be reached, so your Okta session may still be open. On a shared computer, close the browser.",
            (request is null ? "" : FormTo(request, "Try again at Okta") + LinkTo(request)) + ReturnLink(returnUrl));
    }

    public Task WriteOktaSessionOpenAsync(HttpContext context, string returnUrl)
    {
        context.Response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy(null, [], mayBeFramed: true);
        return PageHtml.WriteAsync(
            context, "Signed out", "You are signed out of this app",
            "This app could not end your Okta session, which may still be open. On a shared computer, close the browser.", ReturnLink(returnUrl));
    }

    public Task WriteIncompleteAsync(HttpContext context, LogoutRequest? request, string returnUrl)
    {
        context.Response.Headers.ContentSecurityPolicy =
            PageAssets.ContentSecurityPolicy(null, request is null ? [] : [PageHtml.OriginOf(request.Endpoint)], mayBeFramed: true);
        return PageHtml.WriteAsync(
            context, "Sign-out is not complete", "Sign-out is not complete",
            "The end of your session could not be recorded yet, so other windows of this app may still be signed in. The app keeps trying. On a shared computer, close the browser.",
            (request is null ? "" : FormTo(request, "Sign out of Okta") + LinkTo(request)) + ReturnLink(returnUrl));
    }

    private static string FormTo(LogoutRequest request, string button) => PageHtml.Form(request.Endpoint, request.GetFormFields(), button);

    private static string ReturnLink(string returnUrl) => $"<p><a href=\"{PageHtml.Encode(returnUrl)}\">Continue</a></p>";

    // A policy that the app adds to every response can forbid the script and the form, but not a link.
    private static string LinkTo(LogoutRequest request)
    {
        var logout = request.ToUrl();
        var (url, note) = logout.Length <= MaxLinkLength
            ? (logout, "The address of this link holds your ID token, which the history of the browser keeps.")
            : (PageHtml.OriginOf(request.Endpoint), "There you can sign out yourself.");
        return $"<p><small>Nothing happens when you press the button? {PageHtml.Link(url, "Sign out at Okta by a link")}. {note}</small></p>";
    }

    // Only clients without fetch metadata and Origin need the token. For others the page works without it.
    private KeyValuePair<string, string>? TryGetToken(HttpContext context)
    {
        // The antiforgery service logs a warning if it replaces a header.
        context.Response.Headers.CacheControl = default;
        try
        {
            var token = antiforgery.GetAndStoreTokens(context);
            return new(token.FormFieldName, token.RequestToken ?? "");
        }
        catch (Exception exception)
        {
            Log.NoToken(logger, exception.GetType().Name);
            return null;
        }
    }

    private async Task<IEnumerable<string>> IssuersAsync()
    {
        return (await registrations.AllAsync()).Select(registration => PageHtml.OriginOf(registration.Options.GetIssuer()));
    }

    private static partial class Log
    {
        [LoggerMessage(7006, LogLevel.Warning, "OL7006: The confirmation page has no antiforgery token, because none could be made ({ExceptionType}). Browsers that send Sec-Fetch-Site or Origin can sign out all the same. Look at the store of the Data Protection keys; behind a proxy, use the forwarded-headers middleware.")]
        public static partial void NoToken(ILogger logger, string exceptionType);
    }
}
