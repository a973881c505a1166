using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A request that ends one session and begins another, or changes its user.</summary>
public sealed class SessionsOfOneRequest
{
    private readonly RecordingTerminator _terminator = new();

    [Fact]
    public async Task A_sign_in_after_a_sign_out_in_the_same_request_goes_on_with_the_session()
    {
        await using var app = await StartAsync(async context =>
        {
            var ticket = await context.AuthenticateAsync();
            await context.SignOutAsync();
            await context.SignInAsync(ticket.Principal!, ticket.Properties);
        });
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();

        await browser.GetAsync("/work");

        (await browser.IsSignedInAsync()).Should().BeTrue();
        await browser.PostAsync("/signout");
        (await copy.IsSignedInAsync()).Should().BeFalse("one sign-out ends both cookies");
    }

    [Fact]
    public async Task A_session_that_began_so_still_ends_with_all_of_its_user()
    {
        await using var app = await StartAsync(
            async context =>
            {
                var ticket = await context.AuthenticateAsync();
                await context.SignOutAsync();
                await context.SignInAsync(ticket.Principal!, ticket.Properties);
            },
            options => options.KeepIdToken = false,
            saveTokens: false);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/work");

        await app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTerminationReason.Administrator));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_as_another_user_does_not_inherit_the_session()
    {
        await using var app = await StartAsync(context => context.SignInAsync(User("00u2other")));
        var ada = await app.SignedInBrowserAsync();
        var adaElsewhere = ada.Copy();
        await ada.GetAsync("/work");

        await adaElsewhere.PostAsync("/signout");

        (await ada.IsSignedInAsync()).Should().BeTrue("another user is signed in there now");
    }

    [Fact]
    public async Task A_sign_in_as_another_user_is_not_named_after_the_first()
    {
        await using var app = await StartAsync(context => context.SignInAsync(User("00u2other")));
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/work");

        await browser.PostAsync("/signout");

        _terminator.LastSession.Subject.Should().BeNull();
        _terminator.LastSession.SessionId.Should().BeNull();
        _terminator.LastSession.Email.Should().BeNull();
    }

    [Fact]
    public async Task A_sign_in_as_another_user_by_name_does_not_inherit_the_session()
    {
        await using var app = await StartAsync(context => context.SignInAsync(new(new ClaimsIdentity([new(ClaimTypes.Name, "Bob")], "local"))));
        var ada = await app.SignedInBrowserAsync();
        await ada.GetAsync("/work");

        await ada.PostAsync("/signout");

        _terminator.LastSession.Subject.Should().BeNull();
    }

    [Fact]
    public async Task A_sign_in_as_another_user_ends_the_session_that_it_replaces()
    {
        await using var app = await StartAsync(context => context.SignInAsync(User("00u2other")));
        var ada = await app.SignedInBrowserAsync();
        var copy = ada.Copy();

        await ada.GetAsync("/work");

        (await copy.IsSignedInAsync()).Should().BeFalse();
        (await ada.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Requests_at_once_do_not_mix_their_users_up()
    {
        var held = new HeldRequest();
        await using var app = await StartAsync(async context =>
        {
            await held.HoldAsync();
            await context.SignInAsync(context.User);
        });
        var ada = await app.SignedInBrowserAsync();
        app.Okta.Claims["sub"] = "00u2other";
        app.Okta.Claims["sid"] = "idx2other";
        var other = await app.SignedInBrowserAsync();
        var requests = Task.WhenAll(ada.GetAsync("/work"), other.GetAsync("/work"));
        await held.Arrived;
        held.Release();
        await requests;

        await ada.PostAsync("/signout");

        (await other.IsSignedInAsync()).Should().BeTrue();
        _terminator.Session.Subject.Should().Be(The.Subject);
    }

    private Task<RunningApp> StartAsync(Func<HttpContext, Task> work, Action<OktaLogoutWebOptions>? web = null, bool saveTokens = true) => new SomeApp
    {
        Web = web ?? (_ => { }),
        OpenIdConnect = options =>
        {
            options.SaveTokens = saveTokens;
            options.TokenValidationParameters.NameClaimType = "name";
        },
        Endpoints = host => host.MapGet("/work", (HttpContext context) => work(context)),
        Services = services => services.AddSingleton<ISessionTerminator>(_terminator),
    }.StartAsync();

    private static ClaimsPrincipal User(string subject) => new(new ClaimsIdentity([new("sub", subject)], "local"));
}
