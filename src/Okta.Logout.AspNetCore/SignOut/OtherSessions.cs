using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends all sessions of the user but this one: it ends them all, and gives this one a new identity, which no copy of its cookie has.</summary>
internal sealed class OtherSessions(
    IOktaSignOut signOut,
    ISessionRevocationStore store,
    SessionReissue reissue,
    SignOutStepRunner runner,
    IOptions<SessionTerminationOptions> terminationOptions,
    TimeProvider timeProvider)
{
    /// <summary>
    /// The new identity begins this long ago, and sessions begun since are spared. A termination by someone else that is on its way to the revocation
    /// list, or comes from a node whose clock is behind, is younger than that and still ends this session: nobody outlives an administrator by
    /// asking for a new identity again and again.
    /// </summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private const string CheckStep = "session-check";

    public async Task<EndSessionsResult> EndAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
            throw new InvalidOperationException("The response has begun: the cookie of this session cannot be issued anew. Call EndOtherSessionsAsync earlier.");
        var ticket = (await context.AuthenticateAsync()).Ticket;
        if (SessionProperties.Read(ticket?.Properties) is not { TicketId: { } ticketId, Issuer: { } issuer, Subject: { } subject } session)
            return Nothing(SignOutStepOutcome.Skipped, "OL7201: Nobody is signed in by way of Okta.");

        var limit = timeProvider.GetUtcNow() - Margin;
        if (await CheckAsync(session) is { } refusal)
            return refusal;
        var others = await signOut.EndSessionsAsync(SessionTarget.ForSubject(issuer, subject, limit), SessionTerminationReason.Administrator, CancellationToken.None);
        if (others.Steps.Any(step => step is { Name: SignOutStepNames.RevocationList, Outcome: not SignOutStepOutcome.Succeeded }))
            return others;

        await reissue.RunAsync(context, ticket!, Renewed(session, limit));
        var copies = await signOut.EndSessionsAsync(SessionTarget.ForTicket(ticketId), SessionTerminationReason.Administrator, CancellationToken.None);
        return new([.. others.Steps, .. copies.Steps]);
    }

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

    private static SessionDescriptor Renewed(SessionDescriptor session, DateTimeOffset limit)
    {
        var start = limit.AddSeconds(1);
        return new()
        {
            TicketId = SessionTicketId.Create(),
            Issuer = session.Issuer,
            Subject = session.Subject,
            SessionId = session.SessionId,
            Email = session.Email,
            StartedAt = session.StartedAt > start ? session.StartedAt : start,
        };
    }
}
