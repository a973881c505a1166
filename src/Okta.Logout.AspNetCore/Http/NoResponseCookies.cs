using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Okta.Logout.AspNetCore;

/// <summary>Removes cookies from the response: the app's authentication may try to renew or delete one that came with the request.</summary>
internal sealed class NoResponseCookies : IResponseCookiesFeature, IResponseCookies
{
    public IResponseCookies Cookies => this;

    public static void Apply(HttpContext context)
    {
        context.Response.Headers.Remove("Set-Cookie");
        context.Features.Set<IResponseCookiesFeature>(new NoResponseCookies());
    }

    public void Append(string key, string value)
    {
    }

    public void Append(string key, string value, CookieOptions options)
    {
    }

    public void Delete(string key)
    {
    }

    public void Delete(string key, CookieOptions options)
    {
    }
}
