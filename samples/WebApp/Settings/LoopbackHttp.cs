using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace WebApp;

/// <summary>Settings for a local provider on plain http. They are not for production.</summary>
internal static class LoopbackHttp
{
    public static void Allow(OpenIdConnectOptions options, bool allow)
    {
        if (!allow)
            return;
        options.RequireHttpsMetadata = false;

        // Browsers drop SameSite=None cookies without Secure. They send Lax cookies with a redirect.
        options.ResponseMode = "query";
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
