using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Okta.Logout.AspNetCore;

/// <summary>Tells by the headers of a request what has sent it. Browsers send fetch metadata to https and localhost only, but always <c>Accept</c>.</summary>
internal static class SignOutClient
{
    public static SignOutClientKind KindOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double json = QualityOf(accepted, "application/json"), html = QualityOf(accepted, "text/html");
        if (json > 0 && json > html)
            return SignOutClientKind.Script;
        if (request.Headers["HX-Request"] == "true")
            return SignOutClientKind.Htmx;
        if (accepted.Any(accept => accept.Parameters.Any(parameter => parameter.Name == "blazor-enhanced-nav")))
            return SignOutClientKind.Blazor;
        if (request.Headers.ContainsKey("X-Turbo-Request-Id") || accepted.Any(accept => accept.MediaType == "text/vnd.turbo-stream.html"))
            return SignOutClientKind.Turbo;

        // A service worker that repeats a navigation by fetch is a script too, but it asks for the page.
        return html == 0 && IsFetch(request) ? SignOutClientKind.Script : SignOutClientKind.Browser;
    }

    /// <summary>Whether the response is shown in a frame.</summary>
    public static bool IsInFrame(HttpRequest request) => request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame" or "embed" or "object";

    /// <summary>Whether the request is a prefetch, whose response may never be shown. It must not use up an address that works once.</summary>
    public static bool IsPrefetch(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal)
        || request.Headers["Purpose"] == "prefetch" || request.Headers["X-Sec-Purpose"] == "prefetch";

    private static bool IsFetch(HttpRequest request) =>
        request.Headers.TryGetValue("Sec-Fetch-Mode", out var mode) ? mode.ToString() is not "navigate" : request.Headers.XRequestedWith == "XMLHttpRequest";

    // "*/*" is no preference.
    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string mediaType)
    {
        var range = mediaType[..(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)] + "*";
        return accepted
            .Where(accept => accept.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) || accept.MediaType.Equals(range, StringComparison.OrdinalIgnoreCase))
            .Select(accept => accept.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
