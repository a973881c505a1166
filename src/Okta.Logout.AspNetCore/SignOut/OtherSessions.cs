using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Ends all sessions of the user except this one, which continues under a new ticket id that no copy of its cookie has.</summary>
internal sealed class OtherSessions(
    IOktaSignOut signOut,
    SessionTerminationPipeline pipeline,
    KnownIssuers issuers,
    ISessionRevocationStore store,
    SessionReissue reissue,
    SignOutStepRunner runner,
    IOptions<SessionTerminationOptions> terminationOptions)
{
    public async Task<TerminationReceipt> EndAsync(HttpContext context, string? cookieScheme)
    {
        if (context.Response.HasStarted)
            throw new InvalidOperationException("OL7203: The response has begun, so the cookie of this session cannot be issued again. Nothing was ended. Call EndOtherSessionsAsync earlier.").WithHelpLink();
        var ticket = (await context.AuthenticateAsync(cookieScheme)).Ticket;
        var record = ticket is null ? null : SessionProperties.Read(ticket.Properties) ?? RequestSessions.Of(context).FindCame(ticket.AuthenticationScheme)?.Record;
        if (record?.Session is not { TicketId: { } ticketId, Issuer: { } issuer, Subject: { } subject } session)
            return Nothing(SignOutStepOutcome.Skipped, "OL7201: The request has no session that began at Okta: nobody is signed in, or by other means.");
        if (await CheckAsync(session) is { } refusal)
            return refusal;

        List<SignOutStep> steps = [];
        var renewed = record with { Session = session.With(ticketId: TicketReplacement.NextOf(ticketId)) };
        foreach (var name in await issuers.OfUsersAsync(issuer))
            steps.AddRange((await EndAsync(SessionTarget.ForOtherSessions(new() { Issuer = name, Subject = subject, TicketId = renewed.Session.TicketId }))).Steps);
        if (steps.Exists(step => step.IsRevocationMissed))
            return new(steps);

        await reissue.RunAsync(context, ticket!, renewed);
        await pipeline.EndTicketAsync(TicketReplacement.MarkOf(ticketId));
        steps.AddRange((await EndAsync(SessionTarget.ForTicket(ticketId))).Steps);
        return new(steps);
    }

    private Task<TerminationReceipt> EndAsync(SessionTarget target) =>
        signOut.EndSessionsAsync(new(target, SessionTerminationReason.OtherSessions), CancellationToken.None);

    // Checked again: the guard checked the session when the request began. If someone has ended it since then, it must stay ended.
    private async Task<TerminationReceipt?> CheckAsync(SessionDescriptor session)
    {
        var isRevoked = false;
        var step = await runner.RunAsync(
            SignOutStepNames.SessionCheck, terminationOptions.Value.TerminatorTimeout, async token => isRevoked = await store.IsRevokedAsync(session, token));
        if (step.Outcome is not SignOutStepOutcome.Succeeded)
            return new([step]);
        return isRevoked ? Nothing(SignOutStepOutcome.Failed, "OL7202: Someone else ended this session during the request.") : null;
    }

    private static TerminationReceipt Nothing(SignOutStepOutcome outcome, string error) => new([new(SignOutStepNames.SessionCheck, outcome, TimeSpan.Zero, error)]);
}
