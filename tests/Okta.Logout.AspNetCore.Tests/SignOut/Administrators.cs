using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Sessions that the app's own code ends.</summary>
public sealed class Administrators
{
    private readonly List<SessionDescriptor> _sessions = [];

    [Theory]
    [InlineData(SessionTargetKind.Ticket, 1)]
    [InlineData(SessionTargetKind.Session, 1)]
    [InlineData(SessionTargetKind.Subject, 2)]
    [InlineData(SessionTargetKind.Email, 2)]
    public async Task End_what_they_name_and_nothing_else(SessionTargetKind kind, int ended)
    {
        await using var app = await App().StartAsync();
        var ada1 = await SignedInAsync(app, The.Subject, "sid-1", The.Email);
        var ada2 = await SignedInAsync(app, The.Subject, "sid-2", The.Email);
        var bob = await SignedInAsync(app, "00uBob", "sid-3", "bob@example.com");
        var session = _sessions[0];
        var target = kind switch
        {
            SessionTargetKind.Ticket => SessionTarget.ForTicket(session.TicketId!),
            SessionTargetKind.Session => SessionTarget.ForSession(session.Issuer!, session.SessionId!),
            SessionTargetKind.Subject => SessionTarget.ForSubject(session.Issuer!, session.Subject!),
            _ => SessionTarget.ForEmail(session.Issuer!, session.Email!.ToUpperInvariant()),
        };

        var result = await app.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator));

        result.Succeeded.Should().BeTrue();
        result.Steps.Should().ContainSingle(step => step.Name == SignOutStepNames.RevocationList);
        (await ada1.IsSignedInAsync()).Should().BeFalse();
        (await ada2.IsSignedInAsync()).Should().Be(ended == 1);
        (await bob.IsSignedInAsync()).Should().BeTrue();
    }

    private async Task<Browser> SignedInAsync(RunningApp app, string subject, string sessionId, string email)
    {
        (app.Okta.Claims["sub"], app.Okta.Claims["sid"], app.Okta.Claims["email"]) = (subject, sessionId, email);
        var browser = await app.SignedInBrowserAsync();
        await browser.GetAsync("/session");
        return browser;
    }

    private SomeApp App() => new() { Endpoints = host => host.MapGet("/session", async (HttpContext context) => _sessions.Add((await context.GetOktaSessionAsync())!)) };
}
