using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends all sessions of the user but this one: it ends them all, and gives this one a new identity, which no copy of its cookie has.</summary>
internal sealed class OtherSessions(
    IOktaSignOut signOut,
    KnownIssuers issuers,
    ISessionRevocationStore store,
    SessionReissue reissue,
    SignOutStepRunner runner,
    IOptions<SessionTerminationOptions> terminationOptions,
    TimeProvider timeProvider)
{
    private const string CheckStep = "session-check";

    public async Task<EndSessionsResult> EndAsync(HttpContext context, string? cookieScheme)
    {
        if (context.Response.HasStarted)
            throw new InvalidOperationException("The response has begun: the cookie of this session cannot be issued anew. Call EndOtherSessionsAsync earlier.");
        var ticket = (await context.AuthenticateAsync(cookieScheme)).Ticket;
        if (SessionProperties.Read(ticket?.Properties) is not { TicketId: { } ticketId, Issuer: { } issuer, Subject: { } subject } session)
            return Nothing(SignOutStepOutcome.Skipped, "OL7201: Nobody is signed in by way of Okta.");

        var now = timeProvider.GetUtcNow();
        if (await CheckAsync(session) is { } refusal)
            return refusal;
        List<SignOutStep> steps = [];
        foreach (var name in await issuers.OfUsersAsync(issuer))
            steps.AddRange((await EndAsync(SessionTarget.ForOtherSessions(name, subject, now))).Steps);
        if (steps.Exists(step => step.IsRevocationMissed))
            return new(steps);

        await reissue.RunAsync(context, ticket!, Renewed(session, now));
        steps.AddRange((await EndAsync(SessionTarget.ForTicket(ticketId))).Steps);
        return new(steps);
    }

    private Task<EndSessionsResult> EndAsync(SessionTarget target) =>
        signOut.EndSessionsAsync(target, SessionTerminationReason.OtherSessions, CancellationToken.None);

    // The guard looked when the request began, which may be long ago. Whoever ended this session meanwhile must not be undone.
    private async Task<EndSessionsResult?> CheckAsync(SessionDescriptor session)
    {
        var isRevoked = false;
        var step = await runner.RunAsync(
            CheckStep, terminationOptions.Value.TerminatorTimeout, async token => isRevoked = await store.IsRevokedAsync(session, token));
        if (step.Outcome is not SignOutStepOutcome.Succeeded)
            return new([step]);
        return isRevoked ? Nothing(SignOutStepOutcome.Failed, "OL7202: This session has ended itself.") : null;
    }

    private static EndSessionsResult Nothing(SignOutStepOutcome outcome, string error) => new([new(CheckStep, outcome, TimeSpan.Zero, error)]);

    // Where it began stays as it was: whatever names the session by its time still ends it.
    private static SessionDescriptor Renewed(SessionDescriptor session, DateTimeOffset now) =>
        session.With(ticketId: SessionTicketId.Create(), renewedAt: now.AddSeconds(1));
}
