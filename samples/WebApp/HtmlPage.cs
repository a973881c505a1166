namespace WebApp;

/// <summary>A page that browsers do not keep: after the sign-out, their back button has nothing to show.</summary>
internal sealed class HtmlPage(string html) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
