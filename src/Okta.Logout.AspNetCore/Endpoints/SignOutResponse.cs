using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Answers a sign-out as the client can use it: JSON for a script, a page or a redirect for a navigation.</summary>
internal sealed class SignOutResponse(IOktaLogoutPages pages, IOptions<OktaLogoutWebOptions> options)
{
    // What every server takes (RFC 9110, section 4.1); a longer one may be answered with 414, and the user is stuck there.
    private const int MaxUrlLength = 8000;

    public static void ForbidCaching(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>303: the next request is a GET, whatever this one was.</summary>
    public static void SeeOther(HttpContext context, string location)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }

    public Task WriteAsync(HttpContext context, SignOutResult result, string returnUrl)
    {
        // Set again: the cookie handler has its own idea of both, and redirects where its logout path is this one.
        ForbidCaching(context);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers.Location = default;
        if (WantsJson(context.Request))
            return WriteJsonAsync(context, result);
        if (result.IsOktaUnreachable)
            return pages.WriteOktaUnreachableAsync(context, result.OktaLogout, returnUrl);
        if (result.OktaLogout is { } logout && GoesByForm(logout))
            return pages.WriteFormPostAsync(context, logout);
        SeeOther(context, result.OktaLogout?.ToUrl() ?? returnUrl);
        return Task.CompletedTask;
    }

    private bool GoesByForm(LogoutRequest logout) => options.Value.EndSessionMethod is EndSessionMethod.FormPost || logout.MeasureUrl() > MaxUrlLength;

    // A fetch cannot follow a redirect to another origin: it gets JSON even where it did not think of asking.
    private static bool WantsJson(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Mode", out var mode) && mode.ToString() is not "navigate")
            return true;
        var accepted = request.GetTypedHeaders().Accept;
        var json = Quality("application/json");
        return json > 0 && json > Quality("text/html");

        double Quality(string mediaType) => accepted
            .Where(accept => accept.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            .Select(accept => accept.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private Task WriteJsonAsync(HttpContext context, SignOutResult result)
    {
        OktaLogoutMessage? logout = null;
        if (result.OktaLogout is { } request)
        {
            var isPost = GoesByForm(request);
            logout = new(
                isPost ? request.Endpoint : request.ToUrl(), isPost ? HttpMethods.Post : HttpMethods.Get,
                isPost ? request.GetFormFields().ToDictionary() : [], request.ToUrl());
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        var message = new SignedOutMessage(result.IsSignedOutLocally, logout);
        return JsonSerializer.SerializeAsync(context.Response.Body, message, OktaLogoutJsonContext.Default.SignedOutMessage, context.RequestAborted);
    }
}
