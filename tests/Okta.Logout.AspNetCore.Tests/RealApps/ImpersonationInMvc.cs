using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app whose controllers require a signed-in user by a filter for all of them, as older templates did.</summary>
public sealed class ImpersonationInMvc
{
    [Fact]
    public async Task An_impersonation_ends_with_the_administrator_s_Okta_session()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/people/impersonate");
        (await browser.IsSignedInAsync()).Should().BeTrue();
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sign_in_at_a_page_that_is_open_to_all_is_that_of_another_user()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/people/login");
        app.Clock.Pass();

        await app.EndAsync(Channels.AdministratorBySid);

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    private static Task<RunningApp> StartAsync() => new SomeApp
    {
        AddOktaLogout = Channels.Add,
        OpenIdConnect = options => options.MapInboundClaims = false,
        Services = services => services.AddControllers(options => options.Filters.Add(new AuthorizeFilter()))
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new Only())).AddApplicationPart(typeof(PeopleController).Assembly),
        Endpoints = host => host.MapControllers(),
    }.StartAsync();

    private sealed class Only : ControllerFeatureProvider
    {
        protected override bool IsController(System.Reflection.TypeInfo typeInfo) => typeInfo == typeof(PeopleController);
    }

    [NonController]
    private sealed class PeopleController : ControllerBase
    {
        [HttpPost("/people/impersonate")]
        public Task Impersonate() => SignInAsync();

        [AllowAnonymous]
        [HttpPost("/people/login")]
        public Task Login() => SignInAsync();

        // The administrator is known to the app as the manager of this customer.
        private Task SignInAsync() => HttpContext.SignInAsync(new(new ClaimsIdentity([new("sub", "customer-7"), new("manager", The.Subject)], "people")));
    }
}
