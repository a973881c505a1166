using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace WebApp;

/// <summary>What a local provider on plain http needs. Production needs none of it.</summary>
internal static class LoopbackHttp
{
    public static void Allow(OpenIdConnectOptions options, bool allow)
    {
        if (!allow)
            return;
        options.RequireHttpsMetadata = false;

        // Browsers drop SameSite=None cookies without Secure; a redirect with a query lets Lax ones through.
        options.ResponseMode = "query";
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
