using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The schemes that take part at this moment. An app may add and remove schemes while it runs.</summary>
internal sealed class OktaLogoutSchemes(
    IAuthenticationSchemeProvider provider,
    IOptionsMonitor<PolicySchemeOptions> policyOptions,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions,
    IOptions<OktaLogoutWebOptions> options)
{
    // The default scheme of AddIdentityApiEndpoints: it tries the bearer token first, and the cookie second.
    private const string IdentityApi = "Identity.BearerAndApplication";

    // Schemes that forward to each other in a circle would fail in ASP.NET Core too.
    private const int MostForwards = 8;

    private volatile Found? _last;

    /// <summary>Returns the OpenID Connect schemes whose sessions can be ended at the provider: those that were named, or all.</summary>
    public async ValueTask<IReadOnlyList<string>> OpenIdConnectAsync() => (await FindAsync()).OpenIdConnect;

    /// <summary>Returns the cookie schemes that take part.</summary>
    public async ValueTask<IReadOnlyList<string>> CookiesAsync() => (await FindAsync()).Cookies;

    /// <summary>Whether an OpenID Connect scheme of this name takes part, even if the app has not added it yet.</summary>
    public bool IsChosen(string openIdConnectScheme) => options.Value.Schemes is var named && (named.Count == 0 || named.ContainsKey(openIdConnectScheme));

    /// <summary>Whether a cookie scheme takes part.</summary>
    public bool TakesPart(string cookieScheme) => !options.Value.ExcludedCookieSchemes.Contains(cookieScheme);

    /// <summary>Returns the cookie scheme that says by default who the user of a request is; null if that is another kind of scheme, or not known.</summary>
    public async ValueTask<string?> DefaultCookieAsync(HttpContext context) => (await FindDefaultCookieAsync(context)).Scheme;

    /// <summary>The same, and whether it is known: the app's own code selects schemes, and may throw.</summary>
    public async ValueTask<(string? Scheme, bool IsKnown)> FindDefaultCookieAsync(HttpContext context)
    {
        try
        {
            return (await ReadDefaultCookieAsync(context), true);
        }
        catch (Exception)
        {
            return (null, false);
        }
    }

    /// <summary>Returns the cookie scheme to which a sign-in by a scheme leads; null if it leads to another kind of scheme.</summary>
    public async ValueTask<string?> SignInCookieAsync(HttpContext context, string? signInScheme)
    {
        try
        {
            return signInScheme is not null && await FollowAsync(context, await provider.GetSchemeAsync(signInScheme), options => options.ForwardSignIn) is { } scheme && IsCookie(scheme)
                ? scheme.Name
                : null;
        }
        catch (Exception)
        {
            // The app's own code selects the scheme, or its options are not valid: nobody can sign in by it.
            return null;
        }
    }

    /// <summary>Whether users can sign in by OpenID Connect only: the app has no other remote scheme, and no ASP.NET Core Identity.</summary>
    public async ValueTask<bool> IsOpenIdConnectTheOnlySignInAsync() =>
        (await provider.GetAllSchemesAsync()).All(scheme => (IsCookie(scheme) || IsOpenIdConnect(scheme)) && !scheme.Name.StartsWith("Identity.", StringComparison.Ordinal));

    /// <summary>Whether the app has any authentication scheme.</summary>
    public async ValueTask<bool> HasAnyAsync() => (await provider.GetAllSchemesAsync()).Any();

    /// <summary>Checks the names that the app has given.</summary>
    /// <exception cref="InvalidOperationException">A name is not that of a scheme of the right kind.</exception>
    public async Task CheckNamedAsync()
    {
        foreach (var (openIdConnect, cookie) in options.Value.Schemes)
        {
            if (await provider.GetSchemeAsync(openIdConnect) is not { } scheme || !IsOpenIdConnect(scheme))
                throw new InvalidOperationException($"OL6002: '{openIdConnect}' is not an OpenID Connect scheme of the app. Correct the name given to AddOktaLogout.").WithHelpLink();
            if (await provider.GetSchemeAsync(cookie) is not { } cookieScheme || !IsCookie(cookieScheme))
                throw new InvalidOperationException($"OL6003: '{cookie}', named together with '{openIdConnect}', is not a cookie scheme of the app. Correct the name given to AddOktaLogout.").WithHelpLink();
        }
    }

    private async ValueTask<string?> ReadDefaultCookieAsync(HttpContext context)
    {
        if (await FollowAsync(context, await provider.GetDefaultAuthenticateSchemeAsync(), options => options.ForwardAuthenticate) is not { } scheme)
            return null;
        if (IsCookie(scheme))
            return scheme.Name;
        if (scheme.Name is IdentityApi)
            scheme = await provider.GetSchemeAsync(IdentityConstants.ApplicationScheme);

        // Of another handler that tries several schemes, only the ticket says which of them it was.
        else if (context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Ticket is { } ticket)
            scheme = await provider.GetSchemeAsync(ticket.AuthenticationScheme);
        return scheme is not null && IsCookie(scheme) ? scheme.Name : null;
    }

    // Apps with cookies and bearer tokens choose between them in a policy scheme.
    private async ValueTask<AuthenticationScheme?> FollowAsync(HttpContext context, AuthenticationScheme? scheme, Func<AuthenticationSchemeOptions, string?> forward)
    {
        for (var forwards = 0; forwards < MostForwards && scheme is not null; forwards++)
        {
            if (ForwardsTo(context, scheme, forward) is not { } target || target == scheme.Name)
                break;
            scheme = await provider.GetSchemeAsync(target);
        }

        return scheme;
    }

    private string? ForwardsTo(HttpContext context, AuthenticationScheme scheme, Func<AuthenticationSchemeOptions, string?> forward)
    {
        // Its handler authenticates by the cookie that it signs in to.
        if (IsOpenIdConnect(scheme))
            return openIdConnectOptions.Get(scheme.Name).SignInScheme;
        AuthenticationSchemeOptions? found = scheme switch
        {
            _ when IsCookie(scheme) => cookieOptions.Get(scheme.Name),
            _ when scheme.HandlerType.IsAssignableTo(typeof(PolicySchemeHandler)) => policyOptions.Get(scheme.Name),
            _ => null,
        };
        return found is null ? null : forward(found) ?? Selected(context, found) ?? found.ForwardDefault;
    }

    // As if no bearer token had come beside the cookies: a script may add one to every request, also to that of a sign-out.
    private static string? Selected(HttpContext context, AuthenticationSchemeOptions found)
    {
        if (found.ForwardDefaultSelector is not { } select)
            return null;
        var authorization = context.Request.Headers.Authorization;
        context.Request.Headers.Authorization = default;
        try
        {
            return select(context);
        }
        finally
        {
            context.Request.Headers.Authorization = authorization;
        }
    }

    private async ValueTask<Found> FindAsync()
    {
        // ASP.NET Core's own provider returns the same collection until a scheme is added or removed.
        var all = await provider.GetAllSchemesAsync();
        if (_last is { } last && ReferenceEquals(last.All, all))
            return last;
        return _last = new(
            all,
            [.. all.Where(scheme => IsOpenIdConnect(scheme) && IsChosen(scheme.Name)).Select(scheme => scheme.Name)],
            [.. all.Where(scheme => IsCookie(scheme) && TakesPart(scheme.Name)).Select(scheme => scheme.Name)]);
    }

    private static bool IsCookie(AuthenticationScheme scheme) => scheme.HandlerType.IsAssignableTo(typeof(CookieAuthenticationHandler));

    private static bool IsOpenIdConnect(AuthenticationScheme scheme) => scheme.HandlerType.IsAssignableTo(typeof(OpenIdConnectHandler));

    private sealed record Found(IEnumerable<AuthenticationScheme> All, string[] OpenIdConnect, string[] Cookies);
}
