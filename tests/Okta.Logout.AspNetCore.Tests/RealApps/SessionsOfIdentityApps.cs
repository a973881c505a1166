using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Lifetimes, revalidation and the list of sessions where ASP.NET Core Identity issues the cookie, and renews and replaces it as it likes.</summary>
public sealed class SessionsOfIdentityApps
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, MemberData(nameof(SignIns))]
    public async Task A_session_ends_when_its_absolute_lifetime_is_over_however_often_Identity_issues_it_again(string kind)
    {
        await using var app = await StartAsync(options => options.AbsoluteLifetime = Hour);
        var browser = await app.SignedInAsync(kind);
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(19));
            (await browser.IsSignedInAsync()).Should().BeTrue();
            await browser.PostAsync("/account/refresh");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(4));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task A_session_that_is_not_used_ends(string kind)
    {
        await using var app = await StartAsync(options => options.IdleTimeout = Hour);
        var browser = await app.SignedInAsync(kind);
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(40));
            (await browser.IsSignedInAsync()).Should().BeTrue();
        }

        app.Clock.Advance(Hour);

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task A_session_stays_one_in_the_list_when_Identity_issues_it_again_and_can_be_ended(string kind)
    {
        await using var app = await StartAsync();
        var other = await app.SignedInAsync(kind);
        var id = (await ListAsync(other)).Single(session => session.Current).Id;
        await other.PostAsync("/account/refresh");
        var browser = await app.SignedInAsync(IdentitySignIn.Again);
        await browser.PostAsync("/account/refresh");

        (await ListAsync(browser)).Count(session => session.Current || session.Id == id).Should().Be(2);
        await browser.PostAsync($"/sessions/{id}");

        (await other.IsSignedInAsync()).Should().BeFalse();
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(SignIns))]
    public async Task Okta_is_asked_about_the_refresh_token_that_only_the_external_cookie_had(string kind)
    {
        var (asked, isActive) = (0, true);
        var shared = new SharedState();
        shared.Okta.Metadata["introspection_endpoint"] = SomeRevalidation.Endpoint;
        shared.Okta.Answers[SomeRevalidation.Endpoint] = (_, _) =>
        {
            asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { active = isActive }) });
        };
        await using var app = await IdentityApp.Create(shared, services => services.AddOktaLogout().RevalidateSessions(TimeSpan.FromMinutes(10))).StartAsync();
        var browser = await app.SignedInAsync(kind);
        await browser.PostAsync("/account/refresh");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        (await browser.IsSignedInAsync()).Should().BeTrue();
        asked.Should().Be(1);
        isActive = false;

        app.Clock.Advance(TimeSpan.FromMinutes(11));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    public static TheoryData<string> SignIns() => new(IdentitySignIn.All);

    private static Task<RunningApp> StartAsync(Action<OktaLogoutWebOptions>? web = null) => IdentityApp.StartAsync(
        services => services.AddOktaLogout(web ?? (_ => { })).AddUserSessions(),
        host =>
        {
            host.MapGet("/sessions", async (HttpContext context, IUserSessions sessions) =>
                (await sessions.ListAsync(context)).Select(session => new Listed(session.Id, session.IsCurrent)));
            host.MapPost("/sessions/{id}", async (HttpContext context, string id, IUserSessions sessions) => (await sessions.EndAsync(context, id)).Outcome.ToString());
        });

    private static async Task<List<Listed>> ListAsync(Browser browser) =>
        JsonSerializer.Deserialize<List<Listed>>(await (await browser.GetAsync("/sessions")).Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;

    private sealed record Listed(string Id, bool Current);
}
