namespace WebApp;

/// <summary>A page that browsers do not cache, so that the back button does not show it after the sign-out.</summary>
internal sealed class HtmlPage(string html) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
