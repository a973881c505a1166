using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The schemes whose sessions this library ends: those that were named, or every OpenID Connect scheme of the app.</summary>
internal sealed class OktaLogoutSchemes(
    IAuthenticationSchemeProvider provider, IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions, IOptions<OktaLogoutWebOptions> options)
{
    private volatile IReadOnlyList<OktaLogoutScheme>? _all;

    public async ValueTask<IReadOnlyList<OktaLogoutScheme>> GetAsync() => _all ??= await FindAsync();

    public async ValueTask<bool> IsSessionCookieAsync(string cookieScheme)
    {
        foreach (var scheme in await GetAsync())
        {
            if (scheme.Cookie == cookieScheme)
                return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<OktaLogoutScheme>> FindAsync()
    {
        List<OktaLogoutScheme> found = [];
        if (options.Value.Schemes.Count > 0)
            found.AddRange(options.Value.Schemes.Select(named => new OktaLogoutScheme(named.Key, named.Value)));
        else
        {
            var handOver = await FindHandOverAsync();
            found.AddRange((await provider.GetAllSchemesAsync()).Where(IsOpenIdConnect).Select(scheme => WithSessionCookie(scheme, handOver)));
        }

        if (found.Count == 0)
        {
            throw new InvalidOperationException(
                "OL6001: The app has no OpenID Connect scheme. Call AddAuthentication().AddCookie().AddOpenIdConnect(...), or name the schemes: AddOktaLogout(openIdConnectScheme, cookieScheme).");
        }

        foreach (var scheme in found)
            await CheckAsync(scheme);
        return found;
    }

    // As with ASP.NET Core Identity: external sign-ins go into one cookie by default, and the app hands the session over to another.
    private async Task<(string From, string To)?> FindHandOverAsync()
    {
        var external = await provider.GetDefaultSignInSchemeAsync();
        var application = await provider.GetDefaultAuthenticateSchemeAsync();
        return external is not null && application is not null && external.Name != application.Name && IsCookie(application)
            ? (external.Name, application.Name)
            : null;
    }

    private OktaLogoutScheme WithSessionCookie(AuthenticationScheme scheme, (string From, string To)? handOver)
    {
        var signInScheme = openIdConnectOptions.Get(scheme.Name).SignInScheme ?? "";
        return new(scheme.Name, signInScheme == handOver?.From ? handOver.Value.To : signInScheme);
    }

    private async Task CheckAsync(OktaLogoutScheme scheme)
    {
        if (await provider.GetSchemeAsync(scheme.OpenIdConnect) is not { } openIdConnect || !IsOpenIdConnect(openIdConnect))
            throw new InvalidOperationException($"OL6002: '{scheme.OpenIdConnect}' is not an OpenID Connect scheme of the app. Correct the name given to AddOktaLogout.");
        if (await provider.GetSchemeAsync(scheme.Cookie) is not { } cookie || !IsCookie(cookie))
        {
            throw new InvalidOperationException(
                $"OL6003: '{scheme.Cookie}', the sign-in scheme of '{scheme.OpenIdConnect}', is not a cookie scheme. Name the one that holds the session: AddOktaLogout(\"{scheme.OpenIdConnect}\", cookieScheme).");
        }
    }

    private static bool IsCookie(AuthenticationScheme scheme) => scheme.HandlerType.IsAssignableTo(typeof(CookieAuthenticationHandler));

    private static bool IsOpenIdConnect(AuthenticationScheme scheme) => scheme.HandlerType.IsAssignableTo(typeof(OpenIdConnectHandler));
}
