using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>A session that ends elsewhere is over with its next request; others live on.</summary>
public sealed class SessionsEndedByAnAdministrator
{
    private readonly RecordingTerminator _terminator = new();

    [Fact]
    public Task All_sessions_of_a_subject_end() => OneEndsAsync(_ => SessionTarget.ForSubject(The.Issuer, The.Subject));

    [Fact]
    public Task The_session_of_a_sid_ends() => OneEndsAsync(_ => SessionTarget.ForSession(The.Issuer, The.Sid));

    [Fact]
    public Task All_sessions_of_an_address_end_whatever_its_case() =>
        OneEndsAsync(_ => SessionTarget.ForEmail(The.Issuer, The.Email.ToUpperInvariant()));

    [Fact]
    public async Task The_session_of_a_ticket_ends()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var copy = browser.Copy();
        await browser.PostAsync("/signout");

        await EndAsync(app, SessionTarget.ForTicket(_terminator.Session.TicketId!));

        (await copy.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_session_that_began_later_lives()
    {
        await using var app = await StartAsync();
        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject));
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        var later = await app.SignedInBrowserAsync();

        (await later.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_later_sign_in_does_not_revive_earlier_sessions()
    {
        await using var app = await StartAsync();
        var earlier = await app.SignedInBrowserAsync();
        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject));
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        await app.SignedInBrowserAsync();

        (await earlier.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_sid_of_another_issuer_ends_nothing()
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await EndAsync(app, SessionTarget.ForSession("https://other.okta.com/oauth2/default", The.Sid));

        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_session_that_was_ended_while_its_sign_in_was_under_way_never_lives()
    {
        await using var app = await StartAsync();
        var browser = app.NewBrowser();
        var authorize = (await browser.GetAsync("/signin")).Headers.Location!;
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorize.Query);
        var code = app.Okta.Authorize(authorize);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        await EndAsync(app, SessionTarget.ForSubject(The.Issuer, The.Subject));
        await browser.PostAsync("/signin-oidc", ("code", code), ("state", query["state"].ToString()));

        (await browser.IsSignedInAsync()).Should().BeFalse();
    }

    private async Task OneEndsAsync(Func<RunningApp, SessionTarget> target)
    {
        await using var app = await StartAsync();
        var browser = await app.SignedInBrowserAsync();
        app.Okta.Claims["sub"] = "00u2other";
        app.Okta.Claims["sid"] = "idx2other";
        app.Okta.Claims["email"] = "other@example.com";
        var other = await app.SignedInBrowserAsync();

        var result = await EndAsync(app, target(app));

        result.Succeeded.Should().BeTrue();
        (await browser.IsSignedInAsync()).Should().BeFalse();
        (await other.IsSignedInAsync()).Should().BeTrue();
    }

    private static Task<TerminationReceipt> EndAsync(RunningApp app, SessionTarget target) =>
        app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator));

    private Task<RunningApp> StartAsync() => new SomeApp { Services = services => services.AddSingleton<ISessionTerminator>(_terminator) }.StartAsync();
}
