using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Two endpoints of one path fail at the first sign-out, or one of them is never reached: the app is told at start.</summary>
public sealed class EndpointsOfTheAppAtOurPaths
{
    public static TheoryData<string, Action<WebApplication>> Colliding => new()
    {
        { "POST", host => host.MapPost("/signout", () => "mine").WithDisplayName("mine") },
        { "GET", host => host.MapGet("/signout", () => "mine").WithDisplayName("mine") },
        { "every method", host => host.Map("/signout", () => "mine").WithDisplayName("mine") },
        { "another case", host => host.MapPost("SignOut/", () => "mine").WithDisplayName("mine") },
        { "a group", host => host.MapGroup("/signout").MapGet("/complete", () => "mine").WithDisplayName("mine") },
    };

    public static TheoryData<string, Action<WebApplication>> Apart => new()
    {
        { "another method", host => host.MapDelete("/signout", () => "mine") },
        { "a path below", host => host.MapGet("/signout/mine", () => "mine") },
        { "a parameter", host => host.MapGet("/{page}", (string page) => page) },
        { "a fallback", host => host.MapFallback(() => "mine") },
        { "another host", host => host.MapPost("/signout", () => "mine").RequireHost("admin.example.com") },
    };

    [Theory, MemberData(nameof(Colliding))]
    public async Task Both_are_named_with_what_to_do(string how, Action<WebApplication> map)
    {
        var start = () => new SomeApp { Endpoints = map }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>(how)).WithMessage("OL6125:*'Okta.Logout: *'mine'*MapOktaLogout(*");
    }

    [Fact]
    public async Task An_action_of_a_controller_is_named_too()
    {
        var start = () => new SomeApp
        {
            Services = services => services.AddControllers().AddApplicationPart(typeof(CollidingController).Assembly).ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new Only())),
            Endpoints = host => host.MapControllers(),
        }.StartAsync();

        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("OL6125:*CollidingController.Leave*");
    }

    [Theory, MemberData(nameof(Apart))]
    public async Task Endpoints_that_routing_tells_apart_are_fine(string how, Action<WebApplication> map)
    {
        await using var app = await new SomeApp { Endpoints = map }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        (await browser.IsSignedInAsync()).Should().BeFalse(how);
    }

    [Fact]
    public async Task Another_prefix_makes_room()
    {
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/signout", () => "mine").AllowAnonymous(),
            Map = endpoints => endpoints.MapOktaLogout("/okta/signout"),
        }.StartAsync();

        (await (await app.NewBrowser().GetAsync("/signout")).Content.ReadAsStringAsync()).Should().Be("mine");
    }

    private sealed class Only : Microsoft.AspNetCore.Mvc.Controllers.ControllerFeatureProvider
    {
        protected override bool IsController(System.Reflection.TypeInfo typeInfo) => typeInfo == typeof(CollidingController);
    }

    [NonController]
    private sealed class CollidingController : ControllerBase
    {
        [HttpPost("signout")]
        public OkResult Leave() => Ok();
    }
}
