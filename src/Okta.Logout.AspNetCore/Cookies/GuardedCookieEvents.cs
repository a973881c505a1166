using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>The guard first, then the app's own events, whether they are an object, delegates or a type from the services.</summary>
internal sealed class GuardedCookieEvents : CookieAuthenticationEvents
{
    private readonly CookieGuard _guard;

    public GuardedCookieEvents(CookieGuard guard, CookieAuthenticationEvents? appEvents, Type? appEventsType)
    {
        _guard = guard;
        HasSigningOutOfTheApp = appEventsType is not null
            || (appEvents is not null && (appEvents.GetType() != typeof(CookieAuthenticationEvents) || appEvents.OnSigningOut != Default.OnSigningOut));

        // Delegates, not overrides, for what the guard does not need: an app that adds to them later is heard.
        OnValidatePrincipal = context => AppEvents(context.HttpContext).ValidatePrincipal(context);
        OnCheckSlidingExpiration = context => AppEvents(context.HttpContext).CheckSlidingExpiration(context);
        OnSigningIn = context => AppEvents(context.HttpContext).SigningIn(context);
        OnSignedIn = context => AppEvents(context.HttpContext).SignedIn(context);
        OnSigningOut = context => AppEvents(context.HttpContext).SigningOut(context);
        OnRedirectToLogin = context => AppEvents(context.HttpContext).RedirectToLogin(context);
        OnRedirectToAccessDenied = context => AppEvents(context.HttpContext).RedirectToAccessDenied(context);
        OnRedirectToLogout = context => AppEvents(context.HttpContext).RedirectToLogout(context);
        OnRedirectToReturnUrl = context => AppEvents(context.HttpContext).RedirectToReturnUrl(context);

        CookieAuthenticationEvents AppEvents(Microsoft.AspNetCore.Http.HttpContext context) => appEventsType is null
            ? appEvents ?? Default
            : (CookieAuthenticationEvents)context.RequestServices.GetRequiredService(appEventsType);
    }

    /// <summary>Gets whether the app has code of its own that runs when a cookie is deleted.</summary>
    public bool HasSigningOutOfTheApp { get; }

    private static CookieAuthenticationEvents Default { get; } = new();

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var check = _guard.ValidateAsync(context);
        return check.IsCompletedSuccessfully ? AppValidatePrincipal(context) : AppValidatePrincipal(context, check);
    }

    public override async Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        await base.CheckSlidingExpiration(context);
        if (context.ShouldRenew)
            context.ShouldRenew = await _guard.MayRenewAsync(context);
    }

    public override async Task SigningIn(CookieSigningInContext context)
    {
        // The app's events come first here: they may set the properties and the lifetime that the guard works on.
        await base.SigningIn(context);
        await _guard.SigningInAsync(context);
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        await _guard.SigningOutAsync(context);
        await base.SigningOut(context);
    }

    // A refused session is none of the app's business any more.
    private Task AppValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null)
            return Task.CompletedTask;
        var validation = base.ValidatePrincipal(context);
        if (!validation.IsCompletedSuccessfully)
            return ValidatedAsync(context, validation);
        _guard.Validated(context);
        return Task.CompletedTask;
    }

    private async Task AppValidatePrincipal(CookieValidatePrincipalContext context, Task check)
    {
        await check;
        await AppValidatePrincipal(context);
    }

    private async Task ValidatedAsync(CookieValidatePrincipalContext context, Task validation)
    {
        await validation;
        _guard.Validated(context);
    }
}
