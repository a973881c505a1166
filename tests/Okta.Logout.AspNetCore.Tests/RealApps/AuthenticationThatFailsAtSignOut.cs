using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// The app's own part of authentication throws, because its database is down: the claims transformation, the validation of the cookie or the ticket store. It does
/// so before the endpoint is reached, and in apps that call <c>UseAuthentication</c> first, even before the endpoint is known.
/// </summary>
public sealed class AuthenticationThatFailsAtSignOut
{
    private const string Transformation = "claims transformation";
    private const string Validation = "validation";
    private const string Store = "ticket store";

    private TicketStore? _tickets;
    private bool _isDown;

    [Theory, MemberData(nameof(FaultsAndOrders))]
    public async Task The_user_is_signed_out_all_the_same(string fault, bool isRoutedFirst)
    {
        await using var app = await AppWith(fault, isRoutedFirst).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        SetDown(true);

        var page = await browser.PostAsync("/signout");

        page.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
        browser.Cookies.Find(".AspNetCore.Cookies").Should().BeNull();
        SetDown(false);
        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_user_is_sent_to_Okta_and_the_tokens_are_revoked(bool isRoutedFirst)
    {
        await using var app = await AppWith(Transformation, isRoutedFirst).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        SetDown(true);

        (await SignOutPage.PressAsync(browser)).ShouldLeadToOkta(app.Okta.IssuedIdTokens.Single());

        app.Okta.RevokedTokens.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_log_says_what_failed()
    {
        await using var app = await AppWith(Transformation, isRoutedFirst: true).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        SetDown(true);

        await browser.PostAsync("/signout");

        app.OwnLogs.Should().ContainSingle(record => record.Id.Id == 6028).Which.Message.Should().Contain(nameof(IOException));
    }

    [Theory]
    [InlineData("type")]
    [InlineData("factory")]
    [InlineData("instance")]
    public async Task A_service_of_the_app_authenticates_its_requests(string registration)
    {
        var app = AppWith(Transformation, isRoutedFirst: true, services => _ = registration switch
        {
            "type" => services.AddScoped<IAuthenticationService, ServiceOfTheApp>(),
            "factory" => services.AddScoped<IAuthenticationService>(_ => new ServiceOfTheApp()),
            _ => services.AddSingleton<IAuthenticationService>(new ServiceOfTheApp()),
        });
        await using var running = await app.StartAsync();

        (await running.NewBrowser().IsSignedInAsync()).Should().BeTrue();
        (await running.NewBrowser().PostAsync("/signout")).StatusCode.Should().Be(System.Net.HttpStatusCode.SeeOther, "nobody is signed in by a cookie");
    }

    [Theory, MemberData(nameof(FaultsAndOrders))]
    public async Task An_open_page_does_not_take_the_fault_for_the_end_of_its_session(string fault, bool isRoutedFirst)
    {
        await using var app = await AppWith(fault, isRoutedFirst).StartAsync();
        var browser = await app.SignedInBrowserAsync();
        SetDown(true);

        // A server would respond with 500.
        var ask = () => browser.GetAsync("/signout/session");

        await ask.Should().ThrowAsync<IOException>();
    }

    public static TheoryData<string, bool> FaultsAndOrders() => new()
    {
        { Transformation, true },
        { Transformation, false },
        { Validation, true },
        { Validation, false },
        { Store, true },
        { Store, false },
    };

    private SomeApp AppWith(string fault, bool isRoutedFirst, Action<IServiceCollection>? before = null) => new()
    {
        ServicesBefore = before ?? (_ => { }),
        First = host =>
        {
            if (!isRoutedFirst)
                host.UseAuthentication();
        },
        Cookie = options =>
        {
            if (fault is Validation)
                options.Events.OnValidatePrincipal = _ => _isDown ? throw new IOException() : Task.CompletedTask;
        },
        Services = services =>
        {
            if (fault is Transformation)
                services.AddSingleton<IClaimsTransformation>(new TransformationOfADatabase(() => _isDown));
            if (fault is Store)
                TicketsOnTheServer.AddTo(services, store => _tickets = store);
        },
    };

    private void SetDown(bool isDown)
    {
        _isDown = isDown;
        if (_tickets is not null)
            _tickets.Reads = isDown ? StoreFault.Throws : StoreFault.None;
    }

    private sealed class TransformationOfADatabase(Func<bool> isDown) : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => isDown() ? throw new IOException() : Task.FromResult(principal);
    }

    /// <summary>Signs everybody in, except at sign-out, where it throws.</summary>
    private sealed class ServiceOfTheApp : IAuthenticationService
    {
        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => context.Request.Path == "/signout"
            ? throw new IOException()
            : Task.FromResult(AuthenticateResult.Success(new(new(new ClaimsIdentity("app")), "app")));

        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

        public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) => Task.CompletedTask;

        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;
    }
}
