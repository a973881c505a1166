using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a terminator is told of the session that ends.</summary>
public sealed class IdentitiesOfSessions
{
    private readonly RecordingTerminator _terminator = new();

    [Fact]
    public async Task A_session_is_named_by_what_its_id_token_says()
    {
        await using var app = await StartAsync(new());
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        _terminator.Session.Should().BeEquivalentTo(
            new SessionDescriptor { Issuer = The.Issuer, Subject = The.Subject, SessionId = The.Sid, Email = The.Email, StartedAt = The.Now, SignedInAt = The.Now },
            equal => equal.Excluding(session => session.TicketId));
        _terminator.Session.TicketId.Should().HaveLength(22);
    }

    [Fact]
    public async Task A_session_is_named_also_where_claim_actions_drop_its_claims()
    {
        await using var app = await StartAsync(new()
        {
            OpenIdConnect = options =>
            {
                foreach (var claim in new[] { "sub", "sid", "iss", "email", ClaimTypes.NameIdentifier, ClaimTypes.Email })
                    options.ClaimActions.DeleteClaim(claim);
            },
        });
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        _terminator.Session.Subject.Should().Be(The.Subject);
        _terminator.Session.SessionId.Should().Be(The.Sid);
        _terminator.Session.Email.Should().Be(The.Email);
    }

    [Fact]
    public async Task The_address_is_taken_from_the_user_info_where_the_id_token_has_none()
    {
        await using var app = await StartAsync(new() { OpenIdConnect = options => options.GetClaimsFromUserInfoEndpoint = true });
        app.Okta.Answer(The.Issuer + "/v1/userinfo", System.Net.HttpStatusCode.OK, $$"""{"sub":"{{The.Subject}}","email":"{{The.Email}}"}""");
        app.Okta.Claims.Remove("email");
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/signout");

        _terminator.Session.Email.Should().Be(The.Email);
    }

    [Fact]
    public async Task The_apps_own_sign_out_tells_terminators_the_same_as_the_endpoint()
    {
        await using var app = await StartAsync(new() { Endpoints = host => host.MapPost("/own", (HttpContext context) => context.SignOutAsync()) });
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/own");

        var termination = _terminator.Terminations.Should().ContainSingle().Subject;
        termination.Reason.Should().Be(SessionTerminationReason.SignOut);
        termination.Target.Matches(termination.Session!).Should().BeTrue();
        termination.Session!.Subject.Should().Be(The.Subject);
    }

    [Fact]
    public async Task A_sign_out_of_both_schemes_tells_terminators_once()
    {
        await using var app = await StartAsync(new()
        {
            Endpoints = host => host.MapPost("/own", () => TypedResults.SignOut(null, ["Cookies", "OpenIdConnect"])),
        });
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/own");

        _terminator.Terminations.Should().ContainSingle();
    }

    [Fact]
    public async Task Signing_out_twice_in_a_request_tells_terminators_once()
    {
        await using var app = await StartAsync(new()
        {
            Endpoints = host => host.MapPost("/own", async (HttpContext context) =>
            {
                await context.SignOutAsync();
                await context.SignOutAsync();
            }),
        });
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/own");

        _terminator.Terminations.Should().ContainSingle();
    }

    [Fact]
    public async Task A_sign_in_begins_another_session_than_the_one_before()
    {
        await using var app = await StartAsync(new());
        var browser = await app.SignedInBrowserAsync();
        await browser.PostAsync("/signout");
        await browser.SignInAsync();
        await browser.PostAsync("/signout");

        _terminator.Terminations.Select(termination => termination.Session!.TicketId).Should().OnlyHaveUniqueItems().And.HaveCount(2);
    }

    private Task<RunningApp> StartAsync(SomeApp app) => new SomeApp
    {
        OpenIdConnect = app.OpenIdConnect,
        Endpoints = app.Endpoints,
        Services = services => services.AddSingleton<ISessionTerminator>(_terminator),
    }.StartAsync();
}
