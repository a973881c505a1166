using System.Net;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Requests as the libraries send them that take forms and links over.</summary>
internal static class LibraryRequests
{
    public static readonly string[] Names = ["htmx", "htmx boost", "Turbo", "Turbo 7.0", "Blazor"];

    public static HttpRequestMessage SignOut(string library, string returnUrl = "", string path = "/signout")
    {
        var request = Get(library, path);
        request.Method = HttpMethod.Post;
        request.Content = new FormUrlEncodedContent([new("returnUrl", returnUrl)]);
        return request;
    }

    public static HttpRequestMessage Get(string library, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "Sec-Fetch-Dest", "empty" }, { "Sec-Fetch-Mode", library == "Blazor" ? "no-cors" : "cors" } },
        };
        (string Name, string Value)[] own = library switch
        {
            "htmx" => [("Accept", "*/*"), ("HX-Request", "true"), ("HX-Current-URL", "https://app.example.com/")],
            "htmx boost" => [("Accept", "*/*"), ("HX-Request", "true"), ("HX-Boosted", "true")],
            "Turbo" => [("Accept", "text/vnd.turbo-stream.html, text/html, application/xhtml+xml"), ("X-Turbo-Request-Id", "9c2ba1c4-39f5-4fd3-86c5-2dbbbf5e3ee0")],
            "Turbo 7.0" => [("Accept", "text/vnd.turbo-stream.html, text/html, application/xhtml+xml")],
            _ => [("Accept", "text/html; blazor-enhanced-nav=on")],
        };
        foreach (var (name, value) in own)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>Where the library sends the browser on to such a response.</summary>
    public static string LocationOf(HttpResponseMessage response, string library)
    {
        if (library.StartsWith("Turbo", StringComparison.Ordinal))
        {
            response.StatusCode.Should().Be(HttpStatusCode.SeeOther, "Turbo wants a form to be answered with a redirect");
            return response.Location()!;
        }

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        if (library != "Blazor")
            return response.Header("HX-Redirect");
        response.Header("blazor-enhanced-nav").Should().Be("allow");
        return response.Header("blazor-enhanced-nav-redirect-location");
    }
}
