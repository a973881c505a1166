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
    TimeProvider timeProvider,
    IServiceProviderIsService? registrations = null)
{
    // Between the nodes of an app: an entry may not end before a cookie does by another clock.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>A termination that names its sessions from outside.</summary>
    public async Task<List<SignOutStep>> RunAsync(SessionTermination termination)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(termination.Reason);
        List<SignOutStep> steps = [];
        var settings = ReadOptions(steps);
        steps.Add(await RevokeAsync(termination, settings).ConfigureAwait(false));
        await RunTerminatorsAsync(steps, termination, settings.TerminatorTimeout).ConfigureAwait(false);
        telemetry.Terminated(termination.Reason, steps);
        return steps;
    }

    /// <summary>A user's own sign-out, which may concern a session without a ticket, or nobody at all.</summary>
    public async Task<List<SignOutStep>> EndLocallyAsync(SignOutRequest request)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(SessionTerminationReason.SignOut);
        var session = request.Session ?? SessionDescriptor.FromIdToken(request.IdToken);
        List<SignOutStep> steps = [];
        var settings = ReadOptions(steps);
        var termination = session is null ? null : TerminationOf(session);
        steps.Add(session?.TicketId is null ? NoTicket(session) : await RevokeAsync(termination!, settings).ConfigureAwait(false));
        if (request.EndLocalSession is { } endLocalSession)
        {
            steps.Add(await runner.RunAsync(
                SignOutStepNames.LocalSession, settings.TerminatorTimeout, endLocalSession, request.EndLocalSessionMayBlock).ConfigureAwait(false));
        }

        if (termination is not null)
        {
            await RunTerminatorsAsync(steps, termination, settings.TerminatorTimeout).ConfigureAwait(false);
            telemetry.Terminated(termination.Reason, steps);
        }

        return steps;
    }

    // Read when a session ends, not before: in ASP.NET Core these options depend on cookie options, whose guard depends on this.
    private SessionTerminationOptions ReadOptions(List<SignOutStep> steps)
    {
        try
        {
            return options.Value;
        }
        catch (Exception exception)
        {
            var cause = (exception as OptionsValidationException)?.Message ?? exception.GetType().Name;
            var error = $"OL4005: The {nameof(SessionTerminationOptions)} cannot be used, so the defaults count: {cause}";
            steps.Add(new(SignOutStepNames.Options, SignOutStepOutcome.Failed, TimeSpan.Zero, error));
            return new();
        }
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

    private async Task<SignOutStep> RevokeAsync(SessionTermination termination, SessionTerminationOptions settings)
    {
        var revocation = new SessionRevocation(termination.Target, termination.OccurredAt + settings.GetRevocationLifetime() + ClockDifference);
        var step = await runner.RunAsync(
            SignOutStepNames.RevocationList, settings.TerminatorTimeout, token => store.RevokeAsync(revocation, token).AsTask(),
            mayBlock: store is not INonBlockingRevocationStore).ConfigureAwait(false);
        if (step.Outcome is SignOutStepOutcome.Succeeded)
            health.Succeeded();
        else
            health.Failed(step.Error!);
        return step;
    }

    private async Task RunTerminatorsAsync(List<SignOutStep> steps, SessionTermination termination, TimeSpan time)
    {
        // Most apps have none. A container that cannot tell is asked for them.
        if (registrations?.IsService(typeof(ISessionTerminator)) is false)
            return;
        AsyncServiceScope? scope = null;
        ISessionTerminator[] terminators = [];
        await RunUnlistedAsync(steps, time, () =>
        {
            scope = scopes.CreateAsyncScope();
            terminators = [.. scope.Value.ServiceProvider.GetServices<ISessionTerminator>()];
            return default;
        }).ConfigureAwait(false);

        foreach (var terminator in terminators)
        {
            var name = (terminator as INamedSessionTerminator)?.Name ?? terminator.GetType().Name;
            steps.Add(await runner.RunAsync(name, time, token => terminator.TerminateAsync(termination, token).AsTask()).ConfigureAwait(false));
        }

        await RunUnlistedAsync(steps, time, () => scope?.DisposeAsync() ?? default).ConfigureAwait(false);
    }

    /// <summary>Creating terminators, and disposing of them, is a line of the receipt only where it goes wrong.</summary>
    private async Task RunUnlistedAsync(List<SignOutStep> steps, TimeSpan time, Func<ValueTask> action)
    {
        var step = await runner.RunAsync(nameof(ISessionTerminator), time, _ => action().AsTask()).ConfigureAwait(false);
        if (step.Outcome is not SignOutStepOutcome.Succeeded)
            steps.Add(step);
    }
}
