using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Checks that the options that the handlers will use have the guard of this library, because an app may replace their options monitor.</summary>
internal sealed class GuardCheck(IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions, IOptionsMonitor<CookieAuthenticationOptions> cookieOptions)
{
    /// <exception cref="InvalidOperationException">A copied cookie would go on working.</exception>
    public void CheckCookies(string cookieScheme)
    {
        if (GuardedOptions.AreGuarded(cookieOptions.Get(cookieScheme)))
            return;
        throw new InvalidOperationException(
            $"OL6010: The options monitor of the app gives the cookie scheme '{cookieScheme}' events, or a ticket store, without the guard of this library: copied cookies would go on working. Create the options with IOptionsFactory<CookieAuthenticationOptions>.").WithHelpLink();
    }

    /// <exception cref="InvalidOperationException">Sign-ins would not be recorded.</exception>
    public void CheckRecording(string scheme)
    {
        if (GuardedOptions.AreGuarded(openIdConnectOptions.Get(scheme)))
            return;
        throw new InvalidOperationException(
            $"OL6019: The options monitor of the app gives the OpenID Connect scheme '{scheme}' events without those of this library: sessions would have no identity to end them by. Create the options with IOptionsFactory<OpenIdConnectOptions>.").WithHelpLink();
    }
}
