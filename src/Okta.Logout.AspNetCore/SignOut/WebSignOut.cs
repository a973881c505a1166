using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>A sign-out of this browser: of every session that its cookies hold, and of the Okta session of the first.</summary>
internal sealed class WebSignOut(
    IOktaSignOut signOut,
    BrowserSessionReader reader,
    OktaLogoutSchemes schemes,
    PublicAddress publicAddress,
    LogoutStateProtector protector,
    ReturnUrlPolicy returnUrls,
    IOptionsMonitor<CookieAuthenticationOptions> cookieOptions,
    IOptions<OktaLogoutWebOptions> options,
    TimeProvider timeProvider)
{
    /// <summary>Signs out, and returns the receipt with the address at which the user ends up.</summary>
    public async Task<(SignOutResult Result, string ReturnUrl)> RunAsync(HttpContext context, string? requestedReturnUrl)
    {
        var returnUrl = returnUrls.Accept(requestedReturnUrl, context.Request.PathBase) ?? returnUrls.SignedOutPath(context.Request.PathBase);
        var state = new LogoutState(LogoutStateProtector.CreateNonce(), timeProvider.GetUtcNow() + options.Value.StateLifetime, returnUrl);

        List<SignOutResult> results = [];
        var sessions = await reader.ReadAsync(context);
        foreach (var session in sessions)
            results.Add(await SignOutAsync(context, session, state));
        foreach (var cookieScheme in (await reader.CookieSchemesAsync()).Except(sessions.Select(session => session.CookieScheme)))
            CookieGuard.DeleteCookie(context, cookieOptions.Get(cookieScheme));
        if (sessions.Count == 0)
            results.Add(await signOut.SignOutAsync(new() { Registration = (await schemes.GetAsync())[0].OpenIdConnect }));

        var result = Merge(results);
        if (result.OktaLogout is not null)
            CorrelationCookie.Write(context, state, publicAddress.CallbackPath(context), publicAddress.IsHttps(context), options.Value.StateLifetime);
        return (result, returnUrl);
    }

    private async Task<SignOutResult> SignOutAsync(HttpContext context, BrowserSession session, LogoutState state)
    {
        var deletion = new CookieDeletion(context, session.CookieScheme);
        var request = RequestFor(context, session, state, _ => deletion.RunAsync());

        // Not the request's cancellation: a user who closes the tab still wants to be signed out.
        var result = await signOut.SignOutAsync(request);
        if (result.Steps.Any(step => step is { Name: SignOutStepNames.LocalSession, Outcome: not SignOutStepOutcome.Succeeded }))
            CookieGuard.DeleteCookie(context, cookieOptions.Get(session.CookieScheme));
        deletion.Close();
        return result;
    }

    private SignOutRequest RequestFor(HttpContext context, BrowserSession session, LogoutState state, Func<CancellationToken, Task> endLocalSession) =>
        session.OpenIdConnectScheme is not { } scheme
            ? new()
            {
                Session = session.Session,
                Scope = SignOutScope.AppOnly,
                EndLocalSession = endLocalSession,
                EndLocalSessionMayBlock = MayBlock(session.CookieScheme),
            }
            : new()
            {
                Session = session.Session,
                IdToken = session.IdToken,
                RefreshToken = session.RefreshToken,
                AccessToken = session.AccessToken,
                Registration = scheme,
                PostLogoutRedirectUri = publicAddress.CallbackUri(context),
                State = protector.Protect(state),
                EndLocalSession = endLocalSession,
                EndLocalSessionMayBlock = MayBlock(session.CookieScheme),
            };

    // Code of the app takes part: its ticket store, its cookie manager, or its events.
    private bool MayBlock(string cookieScheme) => cookieOptions.Get(cookieScheme) is not
    {
        SessionStore: null,
        CookieManager: ChunkingCookieManager,
        Events: GuardedCookieEvents { HasSigningOutOfTheApp: false },
    };

    // A browser can only go to one place: the first Okta session is ended, and the receipt says of the others that they live on.
    private static SignOutResult Merge(List<SignOutResult> results)
    {
        if (results.Count == 1)
            return results[0];
        var first = results.Find(result => result.OktaLogout is not null) ?? results[0];
        return new()
        {
            Steps = [.. results.SelectMany(result => result == first || result.OktaLogout is null ? result.Steps : result.Steps.Select(WithoutOktaLogout))],
            OktaLogout = first.OktaLogout,
            OktaLogoutOmission = first.OktaLogoutOmission,
            IsOktaUnreachable = first.IsOktaUnreachable,
        };
    }

    private static SignOutStep WithoutOktaLogout(SignOutStep step) => step.Name is not SignOutStepNames.OktaLogout
        ? step
        : step with { Outcome = SignOutStepOutcome.Skipped, Error = "OL6202: The browser is sent to one provider; the session at this one lives on." };
}
