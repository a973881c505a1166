using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Responds to a sign-out in a form that the client can follow.</summary>
internal sealed class SignOutResponse(
    SignOutBrowserResponse browserResponse,
    PendingSignOutCookie pendingCookie,
    PublicAddress publicAddress,
    SiteData siteData,
    IOptions<OktaLogoutWebOptions> options,
    TimeProvider timeProvider)
{
    public Task WriteAsync(HttpContext context, SignOutReceipt result, string returnUrl)
    {
        // Set again, because the cookie handler sets both headers itself, and redirects if its logout path is this one.
        NoCaching.Apply(context);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers.Location = default;
        var kind = SignOutClient.KindOf(context.Request);
        var pending = PendingOf(result, returnUrl);
        if (kind is not SignOutClientKind.Browser && pending.IsOver)
            siteData.Clear(context);
        if (kind is SignOutClientKind.Script)
            return WriteJsonAsync(context, result, pending);
        if (kind is SignOutClientKind.Browser)
            return browserResponse.WriteAsync(context, pending);
        LeadOn(context.Response, kind, PathFor(context, kind, pending));
        return Task.CompletedTask;
    }

    /// <summary>Leads a library that has taken over a form or a link to a page of the app.</summary>
    public static void LeadOn(HttpResponse response, SignOutClientKind kind, string location)
    {
        switch (kind)
        {
            case SignOutClientKind.Htmx:
                response.Headers["HX-Redirect"] = location;
                break;
            case SignOutClientKind.Blazor:
                response.Headers["blazor-enhanced-nav"] = "allow";
                response.Headers["blazor-enhanced-nav-redirect-location"] = location;
                response.ContentType = "text/html; charset=utf-8";
                break;
            default:
                SignOutBrowserResponse.SeeOther(response.HttpContext, location);
                break;
        }
    }

    private PendingSignOut PendingOf(SignOutReceipt result, string returnUrl)
    {
        var isUnreachable = result is { IsOktaLikelyUnreachable: true, OktaLogoutOmission: not OktaLogoutOmission.NotAsked };
        var expiresAt = timeProvider.GetUtcNow() + options.Value.StateLifetime;
        return new(result.OktaLogouts, returnUrl, isUnreachable, SignOutReceipts.IsOktaSessionOpen(result), !result.IsSignedOutLocally, expiresAt);
    }

    private string PathFor(HttpContext context, SignOutClientKind kind, PendingSignOut pending)
    {
        // Turbo follows a redirect by fetch, which another origin would not allow.
        var needsPageLoad = kind is SignOutClientKind.Turbo && !ReturnUrlPolicy.IsLocal(pending.ReturnUrl);
        return pending.IsOver && !needsPageLoad
            ? pending.ReturnUrl
            : pendingCookie.Write(context, pending) ?? pendingCookie.Write(context, pending.WithoutRequests()) ?? pending.ReturnUrl;
    }

    // The script gets an address of the app, because that of Okta holds the ID token, which no script has to see.
    private Task WriteJsonAsync(HttpContext context, SignOutReceipt result, PendingSignOut pending)
    {
        var next = pending.IsOver ? pending.ReturnUrl : pendingCookie.Write(context, pending);
        var logout = next is null && result.OktaLogout is { } request ? LogoutOf(request) : null;
        if (next is null && logout is null)
            next = pending.ReturnUrl;
        context.Response.ContentType = "application/json; charset=utf-8";
        var message = new SignedOutResponse(result.IsSignedOutLocally, next is null ? null : SeenByScript(context, next), logout);
        return JsonSerializer.SerializeAsync(context.Response.Body, message, OktaLogoutJsonContext.Default.SignedOutResponse, CancellationToken.None);
    }

    private OktaLogoutResponse LogoutOf(LogoutRequest request) => browserResponse.UrlOf(request) is { } url
        ? new(url, HttpMethods.Get, [], url)
        : new(request.Endpoint, HttpMethods.Post, request.GetFormFields().ToDictionary(), request.ToUrl());

    // A page of an allowed origin would take a path for one of its own.
    private string SeenByScript(HttpContext context, string next) =>
        ReturnUrlPolicy.IsLocal(next) && options.Value.AllowedOrigins.Contains(context.Request.Headers.Origin.ToString()) ? publicAddress.Origin(context) + next : next;
}
