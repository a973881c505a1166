using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Finds what a sign-out has to end: the sessions in the cookies of the request, in whatever state they are.</summary>
internal sealed partial class BrowserCookies(
    OktaLogoutSchemes schemes,
    CookieReader reader,
    IOptionsMonitor<OpenIdConnectOptions> openIdConnectOptions,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options,
    PublicAddress publicAddress,
    LogThrottle throttle,
    ILogger<BrowserCookies> logger)
{
    /// <summary>Reads each cookie that takes part, the app's default one first.</summary>
    public async Task<IReadOnlyList<BrowserCookie>> ReadAsync(HttpContext context)
    {
        var (byDefault, isKnown) = await schemes.FindDefaultCookieAsync(context);
        var own = await OwnSchemesAsync(context, byDefault, isKnown);
        var repeated = RepeatedCookies.Of(context.Request);
        List<BrowserCookie> found = [];
        foreach (var scheme in (await schemes.CookiesAsync()).OrderBy(scheme => scheme != byDefault).Where(IsUsable))
        {
            var content = Authenticated(context, scheme) ?? AsItIsNow(context, scheme, await reader.ReadAsync(context, scheme));
            if (own.Contains(scheme))
                found.Add(new(scheme, Explain(context, scheme, content, isDefault: scheme == byDefault)));
            else if (await BeganAtProviderAsync(content))
                found.Add(new(scheme, content));

            foreach (var cookies in repeated)
            {
                var other = await reader.ReadAsync(context, scheme, cookies);
                if (IsAnother(other, content) && (own.Contains(scheme) || await BeganAtProviderAsync(other)))
                    found.Add(new(scheme, other, IsRepeated: true));
            }
        }

        return found;
    }

    private static bool IsAnother(CookieContent other, CookieContent content) => other.Session is { } session
        ? session.Session.TicketId != content.Session?.Session.TicketId
        : other.StoreKey is { } key && key != content.StoreKey;

    /// <summary>Says why a cookie that should hold the user's session holds nothing, where the reason is not that nobody is signed in.</summary>
    private CookieContent Explain(HttpContext context, string cookieScheme, CookieContent content, bool isDefault)
    {
        if (content.IsUnreadable && throttle.Allows(nameof(BrowserCookies), "OL6208", out var suppressed))
            Log.Unreadable(logger, cookieScheme, suppressed);

        // An external cookie may well be for the pages of the sign-in only.
        if (!isDefault || content != CookieContent.None || cookieOptions.Get(cookieScheme).Cookie.Build(context).Path is not { } path)
            return content;
        var isSent = (publicAddress.PathBase(context) + context.Request.Path).StartsWithSegments(path.TrimEnd('/'));
        return isSent ? content : content with { OnlyBelow = path };
    }

    // A scheme that the app has added while it runs may have options that are not valid.
    private bool IsUsable(string cookieScheme)
    {
        try
        {
            _ = cookieOptions.Get(cookieScheme);
            return true;
        }
        catch (Exception exception)
        {
            Log.Unusable(logger, cookieScheme, exception.GetType().Name);
            return false;
        }
    }

    // The cookie by which the request was authenticated is not decrypted again. With a ticket store it is, because the ticket may have changed.
    private CookieContent? Authenticated(HttpContext context, string scheme) =>
        RequestSessions.Of(context).FindCame(scheme) is { IsAuthenticated: true } came && cookieOptions.Get(scheme).SessionStore is null ? new(came.AsItIsNow()) : null;

    private static CookieContent AsItIsNow(HttpContext context, string scheme, CookieContent content) =>
        content.Session is { } read && RequestSessions.Of(context).FindCame(scheme) is { } came && came.Session.TicketId == read.Session.TicketId
            ? content with { Session = came.AsItIsNow() }
            : content;

    /// <summary>The cookies for users who sign in at a provider. Other cookies may be for another kind of users.</summary>
    private async Task<HashSet<string>> OwnSchemesAsync(HttpContext context, string? byDefault, bool isKnown)
    {
        // Any of them may be the user's.
        if (!isKnown)
            return [.. await schemes.CookiesAsync()];
        HashSet<string> own = [.. options.Value.Schemes.Values];
        if (byDefault is not null)
            own.Add(byDefault);
        foreach (var scheme in await schemes.OpenIdConnectAsync())
        {
            if (await schemes.SignInCookieAsync(context, SignInSchemeOf(scheme)) is { } cookie)
                own.Add(cookie);
        }

        return own;
    }

    private string? SignInSchemeOf(string openIdConnectScheme)
    {
        try
        {
            return openIdConnectOptions.Get(openIdConnectScheme).SignInScheme;
        }
        catch (Exception)
        {
            // Nobody can have signed in by it. The search for the registration of a session logs it.
            return null;
        }
    }

    private async Task<bool> BeganAtProviderAsync(CookieContent content) => content.Session?.Record is { HasLineage: true, OpenIdConnectScheme: var scheme }
        && (scheme is null || options.Value.Schemes.Count == 0 || (await schemes.OpenIdConnectAsync()).Contains(scheme));

    private static partial class Log
    {
        [LoggerMessage(6208, LogLevel.Warning, "OL6208: At a sign-out, the cookie of the scheme {Scheme} could not be decrypted. It was deleted, but no session was ended. If another app has issued the cookie, ignore this. Otherwise, a copy of the cookie may work on a node with other Data Protection keys: share the keys between all nodes, and keep them across restarts. Similar events since the previous line: {Suppressed}.")]
        public static partial void Unreadable(ILogger logger, string scheme, int suppressed);

        [LoggerMessage(6209, LogLevel.Error, "OL6209: The options of the cookie scheme {Scheme} cannot be used ({ExceptionType}): a sign-out does not read its cookie.")]
        public static partial void Unusable(ILogger logger, string scheme, string exceptionType);
    }
}
