using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs a cookie scheme out by its handler, with the app's events. A scheme that forwards sign-outs to another scheme would keep its cookie, so that one is removed here.</summary>
internal sealed class CookieRemoval(CookieReader reader, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions)
{
    public async Task RunAsync(HttpContext context, string cookieScheme)
    {
        var options = cookieOptions.Get(cookieScheme);
        if (!Forwards(context, cookieScheme, options))
        {
            await context.SignOutAsync(cookieScheme);
            return;
        }

        CookieDeletion.DeleteCookie(context, options);
        if (options.SessionStore is { } store && reader.StoreKeyOf(context, cookieScheme) is { } key)
            await store.RemoveAsync(key, context, CancellationToken.None);
    }

    // As the handler itself decides it. Where the app's selector throws, the handler cannot be called.
    private static bool Forwards(HttpContext context, string cookieScheme, CookieAuthenticationOptions options)
    {
        try
        {
            return (options.ForwardSignOut ?? options.ForwardDefaultSelector?.Invoke(context) ?? options.ForwardDefault) is { } target && target != cookieScheme;
        }
        catch (Exception)
        {
            return true;
        }
    }
}
