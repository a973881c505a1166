using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Cookie events as a class, as apps write them.</summary>
internal sealed class NotingCookieEvents(List<string> calls) : CookieAuthenticationEvents
{
    public override Task SigningIn(CookieSigningInContext context) => Note(nameof(SigningIn));

    public override Task SignedIn(CookieSignedInContext context) => Note(nameof(SignedIn));

    public override Task ValidatePrincipal(CookieValidatePrincipalContext context) => Note(nameof(ValidatePrincipal));

    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context) => Note(nameof(CheckSlidingExpiration));

    public override Task SigningOut(CookieSigningOutContext context) => Note(nameof(SigningOut));

    private Task Note(string call)
    {
        calls.Add(call);
        return Task.CompletedTask;
    }
}
