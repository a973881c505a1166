using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The one way in which sessions end: the revocation list first, then the caller's own copy, then every terminator of the host.</summary>
internal sealed class SessionTerminationPipeline(
    ISessionRevocationStore store,
    RevocationListHealth health,
    PendingRevocations pending,
    IOptions<SessionTerminationOptions> options,
    SignOutStepRunner runner,
    SignOutThreads threads,
    SessionTerminators terminators,
    AnonymousTerminations anonymous,
    OktaLogoutTelemetry telemetry,
    TimeProvider timeProvider)
{
    // The clocks of the nodes differ: an entry must not expire before a cookie does by another node's clock.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>Ends the sessions that a target names.</summary>
    /// <param name="target">Which sessions.</param>
    /// <param name="reason">What caused it.</param>
    /// <param name="isUnconfirmed">Whether anybody could have asked for it.</param>
    public async Task<List<SignOutStep>> RunAsync(SessionTarget target, SessionTerminationReason reason, bool isUnconfirmed)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(reason.Tag);
        List<SignOutStep> steps = [];
        var settings = ReadOptions(steps);
        var now = timeProvider.GetUtcNow();
        var termination = new SessionTermination(target.At(now + settings.ClockSkew), reason, now);
        steps.AddRange(await RevokeAsync(termination, settings, isUnconfirmed: isUnconfirmed).ConfigureAwait(false));
        if (isUnconfirmed)
            anonymous.Add(termination, settings.TerminatorTimeout);
        else
            steps.AddRange(await terminators.RunAsync(termination, settings.TerminatorTimeout).ConfigureAwait(false));
        Count(termination, steps);
        return steps;
    }

    /// <summary>Ends the session of a user's own sign-out. It may have no ticket id, and there may be none.</summary>
    public async Task<List<SignOutStep>> EndLocallyAsync(LocalSignOut signOut)
    {
        using var activity = OktaLogoutTelemetry.StartTermination(SessionTerminationReason.SignOut.Tag);
        var session = signOut.Session;
        List<SignOutStep> steps = [];
        var settings = ReadOptions(steps);
        var termination = session is null ? null : TerminationOf(session);
        steps.AddRange(session?.TicketId is null ? [NoTicket(session)] : await RevokeAsync(termination!, settings, signOut.SessionExpiresAt, accessToken: signOut.AccessToken).ConfigureAwait(false));
        if (signOut.EndLocalSession is { } endLocalSession)
        {
            steps.Add(await runner.RunAsync(SignOutStepNames.LocalSession, settings.TerminatorTimeout, endLocalSession).ConfigureAwait(false));
        }

        if (termination is not null)
        {
            steps.AddRange(await terminators.RunAsync(termination, settings.TerminatorTimeout).ConfigureAwait(false));
            Count(termination, steps);
        }

        return steps;
    }

    /// <summary>Only puts a ticket id on the list, because its session continues under another id, or is not known.</summary>
    public async Task<List<SignOutStep>> EndTicketAsync(string ticketId)
    {
        List<SignOutStep> steps = [];
        var settings = ReadOptions(steps);
        steps.AddRange(await RevokeAsync(new(SessionTarget.ForTicket(ticketId), SessionTerminationReason.SignOut, timeProvider.GetUtcNow()), settings).ConfigureAwait(false));
        return steps;
    }

    // Read when a session ends, not in the constructor: in ASP.NET Core these options depend on cookie options, whose guard depends on this class.
    private SessionTerminationOptions ReadOptions(List<SignOutStep> steps)
    {
        try
        {
            return options.Value;
        }
        catch (Exception exception)
        {
            var cause = (exception as OptionsValidationException)?.Message ?? exception.GetType().Name;
            var error = $"OL4005: The {nameof(SessionTerminationOptions)} cannot be used, so the defaults were used: {cause}";
            steps.Add(new(SignOutStepNames.Options, SignOutStepOutcome.Failed, TimeSpan.Zero, error));
            return new();
        }
    }

    private SessionTermination TerminationOf(SessionDescriptor session)
    {
        // Terminators always get a target. If the session has no ticket id, it is one that matches nothing.
        var target = SessionTarget.ForTicket(session.TicketId ?? SessionTicketId.Create());
        return new(target, SessionTerminationReason.SignOut, timeProvider.GetUtcNow(), session.Copy());
    }

    private void Count(SessionTermination termination, List<SignOutStep> steps) => telemetry.Terminated(
        termination.Reason.Tag, steps.TrueForAll(step => step.Outcome is SignOutStepOutcome.Succeeded or SignOutStepOutcome.Skipped));

    private static SignOutStep NoTicket(SessionDescriptor? session) => new(
        SignOutStepNames.RevocationList, SignOutStepOutcome.Skipped, TimeSpan.Zero,
        session is null ? "OL4003: Nobody was signed in." : "OL4004: The session has no ticket id, so copies of its cookie cannot be recognised.");

    private async Task<List<SignOutStep>> RevokeAsync(
        SessionTermination termination, SessionTerminationOptions settings, DateTimeOffset? sessionExpiresAt = null, bool isUnconfirmed = false, string? accessToken = null)
    {
        // A cookie that was issued before the lifetimes were changed may live longer than revocations do now.
        var end = termination.OccurredAt + settings.GetRevocationLifetime();
        List<SessionRevocation> revocations = [new(termination.Target, Later(end, sessionExpiresAt) + ClockDifference, isUnconfirmed)];
        if (termination.Session is { } session && AccessTokenId.Find(session, accessToken) is var (tokenTicket, tokenExpiresAt))
            revocations.Add(new(SessionTarget.ForTicket(tokenTicket), Later(end, tokenExpiresAt) + ClockDifference));
        var acknowledgement = RevocationAcknowledgement.Accepted;
        var step = await runner.RunAsync(
            SignOutStepNames.RevocationList, settings.TerminatorTimeout, async token => acknowledgement = await WriteAsync(revocations, token).ConfigureAwait(false),
            ThreadsFor(isUnconfirmed)).ConfigureAwait(false);
        if (step.Outcome is SignOutStepOutcome.Succeeded)
        {
            health.Succeeded();
            return acknowledgement.RequiredReplicas == 0 ? [step] : [step, Replicas(acknowledgement)];
        }

        health.Failed(step.Error!);
        revocations.ForEach(pending.Add);
        return [step.With(step.Outcome, step.Error + " OL4006: The entry takes effect on this node, which writes it again until the list accepts it.")];
    }

    private static DateTimeOffset Later(DateTimeOffset end, DateTimeOffset? other) => other > end ? other.Value : end;

    // The entry that the fewest replicas have decides.
    private async Task<RevocationAcknowledgement> WriteAsync(IReadOnlyList<SessionRevocation> revocations, CancellationToken cancellationToken) =>
        (await Task.WhenAll(revocations.Select(revocation => WriteAsync(revocation, cancellationToken))).ConfigureAwait(false)).OrderBy(written => written.Replicas).First();

    private async Task<RevocationAcknowledgement> WriteAsync(SessionRevocation revocation, CancellationToken cancellationToken)
    {
        if (store is IAcknowledgingRevocationStore acknowledging)
            return await acknowledging.RevokeAcknowledgedAsync(revocation, cancellationToken).ConfigureAwait(false);
        await store.RevokeAsync(revocation, cancellationToken).ConfigureAwait(false);
        return RevocationAcknowledgement.Accepted;
    }

    private static SignOutStep Replicas(RevocationAcknowledgement acknowledgement) => acknowledgement.Replicas >= acknowledgement.RequiredReplicas
        ? new(SignOutStepNames.RevocationListReplicas, SignOutStepOutcome.Succeeded, TimeSpan.Zero)
        : new(
            SignOutStepNames.RevocationListReplicas, SignOutStepOutcome.Failed, TimeSpan.Zero,
            $"OL4010: The revocation list has the entry, but {acknowledgement.Replicas} of {acknowledgement.RequiredReplicas} replicas confirmed it in time.");

    private DedicatedThreads? ThreadsFor(bool isUnconfirmed)
    {
        if (store is INonBlockingRevocationStore)
            return null;
        return isUnconfirmed ? threads.AnonymousSteps : threads.Steps;
    }
}
