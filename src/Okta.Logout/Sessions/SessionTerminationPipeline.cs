using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The one way in which sessions end: the revocation list first, then the caller's own copy, then every terminator of the host.</summary>
internal sealed class SessionTerminationPipeline(
    ISessionRevocationStore store,
    RevocationListHealth health,
    IServiceScopeFactory scopes,
    IOptions<SessionTerminationOptions> options,
    SignOutStepRunner runner,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider)
{
    // Read when a session ends, not before: in ASP.NET Core these options depend on cookie options, whose guard depends on this.
    private TimeSpan TimeOfStep => options.Value.TerminatorTimeout;

    /// <summary>A termination that names its sessions from outside.</summary>
    public async Task<List<SignOutStep>> RunAsync(SessionTermination termination)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(termination.Reason);
        List<SignOutStep> steps = [await RevokeAsync(termination).ConfigureAwait(false)];
        await RunTerminatorsAsync(steps, termination).ConfigureAwait(false);
        telemetry.Terminated(termination.Reason, steps);
        return steps;
    }

    /// <summary>A user's own sign-out, which may concern a session without a ticket, or nobody at all.</summary>
    public async Task<List<SignOutStep>> EndLocallyAsync(SignOutRequest request)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(SessionTerminationReason.SignOut);
        var session = request.Session ?? SessionDescriptor.FromIdToken(request.IdToken);
        List<SignOutStep> steps = [];
        var termination = session is null ? null : TerminationOf(session);
        steps.Add(session?.TicketId is null ? NoTicket(session) : await RevokeAsync(termination!).ConfigureAwait(false));
        if (request.EndLocalSession is { } endLocalSession)
            steps.Add(await runner.RunAsync(SignOutStepNames.LocalSession, TimeOfStep, endLocalSession).ConfigureAwait(false));
        if (termination is not null)
        {
            await RunTerminatorsAsync(steps, termination).ConfigureAwait(false);
            telemetry.Terminated(termination.Reason, steps);
        }

        return steps;
    }

    private SessionTermination TerminationOf(SessionDescriptor session)
    {
        // Terminators always get a target; one that nothing matches where the session has no ticket.
        var target = SessionTarget.ForTicket(session.TicketId ?? SessionTicketId.Create());
        return new(target, SessionTerminationReason.SignOut, timeProvider.GetUtcNow(), session);
    }

    private static SignOutStep NoTicket(SessionDescriptor? session) => new(
        SignOutStepNames.RevocationList, SignOutStepOutcome.Skipped, TimeSpan.Zero,
        session is null ? "OL4003: Nobody was signed in." : "OL4004: The session has no ticket id: a copy of it cannot be recognised.");

    private async Task<SignOutStep> RevokeAsync(SessionTermination termination)
    {
        var revocation = new SessionRevocation(termination.Target, termination.OccurredAt + options.Value.GetRevocationLifetime());
        var step = await runner.RunAsync(SignOutStepNames.RevocationList, TimeOfStep, token => store.RevokeAsync(revocation, token).AsTask()).ConfigureAwait(false);
        if (step.Outcome is SignOutStepOutcome.Succeeded)
            health.Succeeded();
        else
            health.Failed(step.Error!);
        return step;
    }

    private async Task RunTerminatorsAsync(List<SignOutStep> steps, SessionTermination termination)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            ISessionTerminator[] terminators = [];
            var created = await runner.RunAsync(nameof(ISessionTerminator), TimeOfStep, _ =>
            {
                terminators = [.. scope.ServiceProvider.GetServices<ISessionTerminator>()];
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            if (created.Outcome is not SignOutStepOutcome.Succeeded)
                steps.Add(created);

            foreach (var terminator in terminators)
            {
                var name = (terminator as INamedSessionTerminator)?.Name ?? terminator.GetType().Name;
                steps.Add(await runner.RunAsync(name, TimeOfStep, token => terminator.TerminateAsync(termination, token).AsTask()).ConfigureAwait(false));
            }
        }
    }
}
