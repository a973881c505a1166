using Microsoft.AspNetCore.Authentication.Cookies;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Whether the deletion of a cookie runs code of the app, which may block.</summary>
public sealed class CodeOfTheAppAtSignOut
{
    [Fact]
    public void An_app_without_events_has_none() => Has(null).Should().BeFalse();

    [Fact]
    public void The_events_that_an_app_did_not_touch_are_none() => Has(new()).Should().BeFalse();

    [Fact]
    public void An_event_of_something_else_is_none() => Has(new() { OnSigningIn = _ => Task.CompletedTask }).Should().BeFalse();

    [Fact]
    public void An_event_of_the_sign_out_is_code_of_the_app() => Has(new() { OnSigningOut = _ => Task.CompletedTask }).Should().BeTrue();

    [Fact]
    public void A_class_of_events_is_code_of_the_app() => Has(new NotingCookieEvents([])).Should().BeTrue();

    [Fact]
    public void A_type_of_events_is_code_of_the_app() => Has(null, typeof(NotingCookieEvents)).Should().BeTrue();

    private static bool Has(CookieAuthenticationEvents? events, Type? eventsType = null) =>
        new GuardedCookieEvents(guard: null!, events, eventsType).HasSigningOutOfTheApp;
}
