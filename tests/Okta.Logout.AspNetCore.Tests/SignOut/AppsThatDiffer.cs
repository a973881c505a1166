using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Set-ups of real apps that must not break a sign-out.</summary>
public sealed class AppsThatDiffer
{
    [Fact]
    public async Task A_fallback_policy_turns_nobody_away()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()),
        }.StartAsync();
        var browser = app.NewBrowser();

        (await browser.PostAsync("/signout", ("returnUrl", "/bye"))).Location().Should().Be("/bye");
        (await browser.GetAsync("/signout")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_policy_on_the_mapped_endpoints_turns_nobody_away()
    {
        await using var app = await new SomeApp { Map = endpoints => endpoints.MapOktaLogout().RequireAuthorization() }.StartAsync();

        (await app.NewBrowser().PostAsync("/signout")).Location().Should().Be("/");
    }

    [Fact]
    public async Task Antiforgery_middleware_turns_nobody_away()
    {
        await using var app = await new SomeApp { Endpoints = host => host.UseAntiforgery() }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        (await browser.PostAsync("/signout")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Renamed_antiforgery_fields_are_used()
    {
        await using var app = await new SomeApp { Services = services => services.AddAntiforgery(options => options.FormFieldName = "my\"token") }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var form = await HtmlForm.ReadAsync(await browser.GetAsync("/signout"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signout") { Content = new FormUrlEncodedContent(form.Fields) };

        form.Fields.Keys.Should().Equal("my\"token");
        (await browser.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_logout_path_equal_to_the_endpoint_changes_nothing()
    {
        await using var app = await new SomeApp { Cookie = options => options.LogoutPath = "/signout" }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var response = await browser.PostAsync("/signout?ReturnUrl=/elsewhere");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Location().Should().BeNull();
        response.Header("Cache-Control").Should().Be("no-store");
        (await HtmlForm.ReadAsync(response)).Action.Should().Be(The.EndSessionEndpoint);
    }

    [Fact]
    public async Task A_cookie_of_another_name_and_path_is_deleted()
    {
        await using var app = await new SomeApp
        {
            Cookie = options =>
            {
                options.Cookie.Name = "__Host-app";
                options.Cookie.Path = "/";
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        browser.Cookies.Names.Should().Contain("__Host-app");

        await browser.PostAsync("/signout");

        browser.Cookies.Names.Should().NotContain("__Host-app");
    }

    [Fact]
    public async Task Adding_the_services_twice_changes_nothing()
    {
        await using var app = await new SomeApp
        {
            AddOktaLogout = services =>
            {
                services.AddOktaLogout();
                services.AddOktaLogout();
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        app.Okta.RevokedTokens.Should().HaveCount(2);
        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Adding_the_services_before_the_schemes_changes_nothing()
    {
        await using var app = await new SomeApp { ServicesBefore = services => services.AddOktaLogout(), AddOktaLogout = _ => { } }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_ticket_store_that_hangs_does_not_keep_the_cookie()
    {
        var store = new TicketStore { Removals = StoreFault.Hangs };
        await using var app = await new SomeApp { Cookie = options => options.SessionStore = store }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        var answer = browser.PostAsync("/signout");
        await store.RemovalBegan;
        await app.AdvanceUntilAsync(answer);

        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_event_of_the_app_that_blocks_its_thread_does_not_hold_up_the_sign_out()
    {
        using var gate = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnSigningOut = _ =>
            {
                began.TrySetResult();
                gate.Wait(CancellationToken.None);
                return Task.CompletedTask;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        try
        {
            var answer = browser.PostAsync("/signout");
            await began.Task;
            (await app.AdvanceUntilAsync(answer)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        finally
        {
            gate.Set();
        }

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task An_event_of_the_app_that_never_ends_does_not_hold_up_the_sign_out()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await new SomeApp
        {
            Cookie = options => options.Events.OnSigningOut = _ =>
            {
                began.TrySetResult();
                return end.Task;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var answer = browser.PostAsync("/signout");
        await began.Task;
        (await app.AdvanceUntilAsync(answer)).StatusCode.Should().Be(HttpStatusCode.OK);

        browser.Cookies.Names.Should().NotContain(".AspNetCore.Cookies");
        end.SetResult();
    }
}
