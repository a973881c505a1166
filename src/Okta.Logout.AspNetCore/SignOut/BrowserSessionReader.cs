using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.AspNetCore;

/// <summary>Finds the sessions that the cookies of a request hold.</summary>
internal sealed partial class BrowserSessionReader(OktaLogoutSchemes schemes, IAuthenticationSchemeProvider schemeProvider, ILogger<BrowserSessionReader> logger)
{
    public async Task<IReadOnlyList<BrowserSession>> ReadAsync(HttpContext context)
    {
        List<BrowserSession> sessions = [];
        foreach (var cookieScheme in await CookieSchemesAsync())
        {
            if (await AuthenticateAsync(context, cookieScheme) is { } properties)
                sessions.Add(new(cookieScheme, await OpenIdConnectSchemeAsync(cookieScheme, properties), properties));
        }

        return sessions;
    }

    /// <summary>The cookie schemes that hold sessions; the app's default one first.</summary>
    public async Task<IReadOnlyList<string>> CookieSchemesAsync()
    {
        var byDefault = (await schemeProvider.GetDefaultAuthenticateSchemeAsync())?.Name;
        return [.. (await schemes.GetAsync()).Select(scheme => scheme.Cookie).Distinct().OrderByDescending(cookie => cookie == byDefault)];
    }

    // A session that another scheme began is ended here only: its tokens are none of this Okta's business.
    private async Task<string?> OpenIdConnectSchemeAsync(string cookieScheme, AuthenticationProperties properties)
    {
        _ = SessionProperties.Read(properties, out var recorded);
        return (await schemes.GetAsync())
            .FirstOrDefault(scheme => recorded is null ? scheme.Cookie == cookieScheme : scheme.OpenIdConnect == recorded)?.OpenIdConnect;
    }

    private async Task<AuthenticationProperties?> AuthenticateAsync(HttpContext context, string cookieScheme)
    {
        try
        {
            var result = await context.AuthenticateAsync(cookieScheme);
            return result.Succeeded ? result.Properties : null;
        }
        catch (Exception exception)
        {
            // A ticket store that is down must not keep the cookie alive: the sign-out goes on without what the ticket holds.
            Log.TicketUnreadable(logger, cookieScheme, exception.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6201, LogLevel.Error, "OL6201: The ticket of the scheme {Scheme} could not be read ({ExceptionType}): its cookie is deleted, its tokens are not revoked.")]
        public static partial void TicketUnreadable(ILogger logger, string scheme, string exceptionType);
    }
}
