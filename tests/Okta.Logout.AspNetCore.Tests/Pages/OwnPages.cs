using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that replaces the built-in pages.</summary>
public sealed class OwnPages
{
    [Fact]
    public async Task The_apps_confirmation_page_is_used()
    {
        await using var app = await App().StartAsync();

        var response = await app.NewBrowser().GetAsync("/signout?returnUrl=/bye");

        (await response.Content.ReadAsStringAsync()).Should().Be("confirm /signout /bye");
        response.Header("Cache-Control").Should().Be("no-store");
        response.Header("Referrer-Policy").Should().Be("no-referrer");
    }

    [Fact]
    public async Task The_apps_form_page_is_used()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout");

        (await response.Content.ReadAsStringAsync()).Should().Be("post " + The.EndSessionEndpoint);
        response.Header("Cache-Control").Should().Be("no-store");
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task The_apps_page_for_an_unreachable_okta_is_used()
    {
        await using var app = await App().StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.IsDown = true;

        var response = await browser.PostAsync("/signout", ("returnUrl", "/bye"));

        (await response.Content.ReadAsStringAsync()).Should().Be("unreachable /bye");
    }

    [Fact]
    public async Task Pages_registered_before_the_library_are_used_as_well()
    {
        await using var app = await new SomeApp { ServicesBefore = services => services.AddSingleton<IOktaLogoutPages, PlainPages>() }.StartAsync();

        (await (await app.NewBrowser().GetAsync("/signout")).Content.ReadAsStringAsync()).Should().StartWith("confirm");
    }

    private static SomeApp App() => new() { Services = services => services.AddSingleton<IOktaLogoutPages, PlainPages>() };

    private sealed class PlainPages : IOktaLogoutPages
    {
        public Task WriteIncompleteAsync(HttpContext context, LogoutRequest? request, string returnUrl) => context.Response.WriteAsync("not complete");

        public Task WriteConfirmationAsync(HttpContext context, ConfirmationForm form) => context.Response.WriteAsync($"confirm {form.Action} {form.ReturnUrl}");

        public Task WriteFormPostAsync(HttpContext context, LogoutRequest request) => context.Response.WriteAsync($"post {request.Endpoint}");

        public Task WriteOktaUnreachableAsync(HttpContext context, LogoutRequest? request, string returnUrl) => context.Response.WriteAsync($"unreachable {returnUrl}");
    }
}
