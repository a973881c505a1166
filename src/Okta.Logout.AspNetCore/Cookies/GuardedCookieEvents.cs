using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Runs the guard, then the app's own events, whether they are an object, delegates or a type from the services.</summary>
internal sealed class GuardedCookieEvents : CookieAuthenticationEvents
{
    private readonly CookieValidation _validation;
    private readonly SessionIssuance _issuance;
    private readonly EndedCookies _ended;
    private readonly MappedEndpoints _endpoints;

    public GuardedCookieEvents(
        CookieValidation validation, SessionIssuance issuance, EndedCookies ended, MappedEndpoints endpoints, CookieAuthenticationEvents? appEvents, Type? appEventsType)
    {
        _validation = validation;
        _issuance = issuance;
        _ended = ended;
        _endpoints = endpoints;

        // Events that the guard does not need are passed on as delegates, not overridden, so that delegates that an app adds later are called.
        OnValidatePrincipal = context => AppEvents(context.HttpContext).ValidatePrincipal(context);
        OnCheckSlidingExpiration = context => AppEvents(context.HttpContext).CheckSlidingExpiration(context);
        OnSigningIn = context => AppEvents(context.HttpContext).SigningIn(context);
        OnSignedIn = context => AppEvents(context.HttpContext).SignedIn(context);
        OnSigningOut = context => AppEvents(context.HttpContext).SigningOut(context);
        OnRedirectToLogin = context => AppEvents(context.HttpContext).RedirectToLogin(context);
        OnRedirectToAccessDenied = context => AppEvents(context.HttpContext).RedirectToAccessDenied(context);
        OnRedirectToLogout = context => AppEvents(context.HttpContext).RedirectToLogout(context);
        OnRedirectToReturnUrl = context => AppEvents(context.HttpContext).RedirectToReturnUrl(context);

        CookieAuthenticationEvents AppEvents(HttpContext context) => appEventsType is null
            ? appEvents ?? Default
            : (CookieAuthenticationEvents)context.RequestServices.GetRequiredService(appEventsType);
    }

    private static CookieAuthenticationEvents Default { get; } = new();

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var check = _validation.ValidateAsync(context);
        return check.IsCompletedSuccessfully ? AppValidatePrincipal(context) : AppValidatePrincipal(context, check);
    }

    public override async Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        await base.CheckSlidingExpiration(context);
        if (context.ShouldRenew)
            context.ShouldRenew = await _validation.MayRenewAsync(context);
    }

    public override async Task SigningIn(CookieSigningInContext context)
    {
        // Here the app's events run first, because they may set the properties and the lifetime that the guard uses.
        await base.SigningIn(context);
        await _issuance.SigningInAsync(context);
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        await _ended.SigningOutAsync(context);
        await base.SigningOut(context);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        UncheckedSessions.Refuse(context.HttpContext) || ConnectionChallenges.Refuse(context.HttpContext) ? Task.CompletedTask : base.RedirectToLogin(context);

    // The app's validation is not called for a session that the guard has refused.
    private Task AppValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null)
            return Task.CompletedTask;
        if (_endpoints.IsSignOut(context.HttpContext))
            return ValidateForSignOutAsync(context);
        var validation = base.ValidatePrincipal(context);
        return validation.IsCompletedSuccessfully ? _validation.ValidatedAsync(context) : ValidatedAsync(context, validation);
    }

    private async Task AppValidatePrincipal(CookieValidatePrincipalContext context, Task check)
    {
        await check;
        await AppValidatePrincipal(context);
    }

    // Otherwise the authentication middleware would respond with 500 before a sign-out begins. A sign-out reads the cookie whatever the app's validation does.
    private async Task ValidateForSignOutAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await base.ValidatePrincipal(context);
        }
        catch (Exception)
        {
            context.RejectPrincipal();
        }

        await _validation.ValidatedAsync(context);
    }

    private async Task ValidatedAsync(CookieValidatePrincipalContext context, Task validation)
    {
        await validation;
        await _validation.ValidatedAsync(context);
    }
}
