using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Lifetimes, revalidation and the list of sessions where the tickets are in a store, and the cookie only names them.</summary>
public sealed class SessionsOfTicketStores
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_session_ends_when_its_absolute_lifetime_is_over()
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = Hour);
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(50));
        (await browser.IsSignedInAsync()).Should().BeTrue();

        app.Clock.Advance(TimeSpan.FromMinutes(11));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_session_ends_when_it_was_not_used_and_not_before()
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInBrowserAsync();
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(55));
            (await browser.IsSignedInAsync()).Should().BeTrue();
        }

        app.Clock.Advance(Hour);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Another_session_of_the_user_is_listed_and_ended()
    {
        await using var app = await StartAsync();
        var other = await app.SignedInBrowserAsync();
        var browser = await app.SignedInBrowserAsync();
        var sessions = await (await browser.GetAsync("/sessions")).Content.ReadFromJsonAsync<List<string>>();
        sessions.Should().HaveCount(2);

        await browser.PostAsync($"/sessions/{sessions![1]}");

        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await other.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_session_whose_token_is_no_longer_valid_ends_and_its_ticket_keeps_the_answers_until_then()
    {
        var (asked, isActive) = (0, true);
        await using var app = await StartAsync();
        app.Okta.Metadata["introspection_endpoint"] = SomeRevalidation.Endpoint;
        app.Okta.Answers[SomeRevalidation.Endpoint] = (_, _) =>
        {
            asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { active = isActive }) });
        };
        var browser = await app.SignedInBrowserAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        (await browser.Copy().IsSignedInAsync()).Should().BeTrue();
        asked.Should().Be(1);
        isActive = false;

        app.Clock.Advance(TimeSpan.FromMinutes(11));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private static Task<RunningApp> StartAsync(Action<OktaLogoutWebOptions>? web = null) => new SomeApp
    {
        OpenIdConnect = options => options.Scope.Add("offline_access"),
        AddOktaLogout = services => services.AddOktaLogout(web ?? (_ => { })).AddUserSessions().RevalidateSessions(TimeSpan.FromMinutes(10)),
        Services = TicketsOnTheServer.AddTo,
        Endpoints = host =>
        {
            host.MapGet("/sessions", async (HttpContext context, IUserSessions sessions) =>
                (await sessions.ListAsync(context)).OrderByDescending(session => session.IsCurrent).Select(session => session.Id));
            host.MapPost("/sessions/{id}", async (HttpContext context, string id, IUserSessions sessions) => (await sessions.EndAsync(context, id)).Outcome.ToString());
        },
    }.StartAsync();
}
