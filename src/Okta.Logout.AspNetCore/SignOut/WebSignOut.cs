using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Signs this browser out: ends every session in its cookies, and prepares the end of the Okta sessions in which they began.</summary>
internal sealed class WebSignOut(
    IOktaSignOut signOut,
    BrowserCookies cookies,
    CookieSignOut cookieSignOut,
    OktaLogoutSchemes schemes,
    PublicAddress publicAddress,
    LogoutStateProtector protector,
    LogoutChain chain,
    ReturnUrls returnUrls,
    LogoutRequestEvent logoutRequestEvent,
    SignInPrompt prompt,
    SignOutsUnderWay underWay,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options,
    TimeProvider timeProvider)
{
    /// <summary>Signs out, and returns the receipt with the return URL.</summary>
    public async Task<(SignOutReceipt Result, string ReturnUrl)> RunAsync(HttpContext context, string? requestedReturnUrl, OktaSignOutProperties? properties = null)
    {
        OpenResponse.Require(context);
        var settings = SignOutSettings.Of(properties ?? new(), options.Value);
        MiddlewareFeatures.DisableRequestTimeout(context);
        var returnUrl = returnUrls.Choose(context, requestedReturnUrl);
        var states = new LogoutStates(protector, timeProvider.GetUtcNow() + options.Value.StateLifetime);

        var found = await cookies.ReadAsync(context);
        context.Response.RegisterForDispose(underWay.Begin(found.Select(cookie => cookie.Content.Session).OfType<RequestSession>()));
        var results = await RunAsync(new(context, settings, states), found);
        if (settings.PromptAtNextSignIn)
            prompt.Request(context, found.Select(cookie => cookie.Content.Session?.Record.OpenIdConnectScheme).OfType<string>());
        var receipt = settings.Scope is SignOutScope.AppOnly
            ? AppOnlySignOut.Explain(SignOutReceipts.Merge(results))
            : chain.Begin(context, results, states, returnUrl);
        return (receipt, returnUrl);
    }

    private async Task<List<CookieResult>> RunAsync(BrowserSignOut run, IReadOnlyList<BrowserCookie> found)
    {
        List<Func<Task<CookieResult>>> ends = [];
        foreach (var cookie in found)
        {
            if (await BeginAsync(run, cookie) is { } end)
                ends.Add(end);
        }

        List<CookieResult> results = [];
        foreach (var end in ends)
            results.Add(await end());
        if (results.Count == 0)
            results.Add(new(await signOut.SignOutAsync(new())));
        if (await FindSurvivorAsync(run.Context, found) is { } survivor)
            results.Add(new(SignOutReceipts.Survived(survivor)));
        return results;
    }

    /// <summary>Ends the session of one cookie here, and returns what waits for Okta. So all sessions end before Okta is waited for.</summary>
    private async Task<Func<Task<CookieResult>>?> BeginAsync(BrowserSignOut run, BrowserCookie cookie)
    {
        if (cookie.Content.Session is { } session)
            return await BeginAsync(run, session, cookie.IsRepeated);
        if (cookie.Content.OnlyBelow is { } path)
        {
            var unsent = cookieSignOut.DropUnsent(run.Context, cookie.Scheme, path);
            return () => Task.FromResult(new CookieResult(unsent));
        }

        if (cookie.Content.StoreKey is not { } key)
        {
            CookieDeletion.DeleteCookie(run.Context, cookieOptions.Get(cookie.Scheme));
            return null;
        }

        var receipt = cookie.Content.IsStoreDown
            ? await cookieSignOut.EndUnreadableAsync(run.Context, cookie.Scheme, key)
            : cookieSignOut.DropCookie(run.Context, cookie.Scheme);
        return () => Task.FromResult(new CookieResult(receipt));
    }

    private async Task<Func<Task<CookieResult>>> BeginAsync(BrowserSignOut run, RequestSession session, bool isRepeated)
    {
        publicAddress.Confirm(run.Context, session.CallbackUri);
        var callback = publicAddress.CallbackUri(run.Context);
        var begun = await cookieSignOut.BeginAsync(run, session, callback, isRepeated);
        return async () =>
        {
            var receipt = await logoutRequestEvent.RunAsync(run.Context, session, await cookieSignOut.EndAsync(run.Context, begun));
            var isMissed = callback is null && begun.Registration is not null;
            return new(isMissed ? MissingCallback.Explain(receipt, publicAddress.WhyNoCallback) : receipt, session.Session.Issuer);
        };
    }

    /// <summary>Finds an excluded cookie that says by default who the user is.</summary>
    private async Task<string?> FindSurvivorAsync(HttpContext context, IReadOnlyList<BrowserCookie> found)
    {
        if (await schemes.DefaultCookieAsync(context) is not { } byDefault || found.Any(cookie => cookie.Scheme == byDefault))
            return null;
        return (await context.AuthenticateAsync(byDefault)).Succeeded ? byDefault : null;
    }
}
