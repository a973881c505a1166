using Microsoft.Extensions.Options;

namespace Okta.Logout;

/// <summary>The revocation list of all nodes, in the memory of each: a check asks nobody.</summary>
internal sealed class ReplicatedSessionRevocationStore(
    IRevocationLog log, RevocationReplica replica, IOptions<RevocationLogOptions> options, OktaLogoutTelemetry telemetry, TimeProvider timeProvider)
    : INonBlockingRevocationStore, IAcknowledgingRevocationStore, IRevocationArrivals
{
    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public event Action<SessionKey> Arrived
    {
        add => replica.Known.Arrived += value;
        remove => replica.Known.Arrived -= value;
    }

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default) =>
        await RevokeAcknowledgedAsync(revocation, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<RevocationAcknowledgement> RevokeAcknowledgedAsync(SessionRevocation revocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revocation);

        // Here at once, whatever the log does.
        var record = Keep(revocation);
        return revocation.ExpiresAt > timeProvider.GetUtcNow()
            ? await AppendAsync(record, cancellationToken).ConfigureAwait(false)
            : RevocationAcknowledgement.Accepted;
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new(IsRevoked(session));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The session is not known to have ended, and this node has not read the whole list, or what it knows is too old to say that it lives.</exception>
    public bool IsRevoked(SessionDescriptor session)
    {
        if (replica.Known.IsCertain(session))
            return true;
        if (replica.Known.FindUnconfirmed(session) is { } unconfirmed)
        {
            Confirm(unconfirmed);
            return true;
        }

        if (!replica.IsCaughtUp)
            throw new InvalidOperationException("OL9101: This node has not read the revocation log to its end yet.");
        if (replica.Age > options.Value.MaxStaleness)
            throw new InvalidOperationException("OL9103: What this node knows of the revocation log is too old.");
        return false;
    }

    private RevocationLogRecord Keep(SessionRevocation revocation)
    {
        if (revocation.IsUnconfirmed)
        {
            var unconfirmed = UnconfirmedEntry.Of(revocation);
            replica.Known.Add(unconfirmed);
            return RevocationLogCodec.Write(unconfirmed);
        }

        var (kind, key, entry) = (revocation.Target.Kind, SessionKey.Of(revocation.Target), revocation.ToEntry());
        replica.Keep(kind, key, entry);
        return RevocationLogCodec.Write(kind, key, entry);
    }

    // The session exists, so its entry becomes an ordinary one on each node.
    private void Confirm(UnconfirmedEntry unconfirmed)
    {
        replica.Keep(SessionTargetKind.Session, unconfirmed.Key, unconfirmed.ToEntry());
        BackgroundTask.Observe(AppendConfirmedAsync(unconfirmed));
    }

    private async Task AppendConfirmedAsync(UnconfirmedEntry unconfirmed)
    {
        var (kind, key, entry) = (SessionTargetKind.Session, unconfirmed.Key, unconfirmed.ToEntry());
        try
        {
            var record = RevocationLogCodec.Write(kind, key, entry);
            await BoundedCall.RunAsync(ConfirmationTimeout, token => AppendAsync(record, token), on: null, timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody waits for it, and it happens once: the follower appends it when the log can be written.
            replica.Miss(kind, key, entry);
        }
    }

    private async Task<RevocationAcknowledgement> AppendAsync(RevocationLogRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var acknowledgement = await log.AppendAsync([record], cancellationToken).ConfigureAwait(false);
            telemetry.RevocationLogRecords("appended", 1);
            if (acknowledgement.Replicas < acknowledgement.RequiredReplicas)
                telemetry.RevocationLogRecords("not_replicated", 1);
            return acknowledgement;
        }
        catch (Exception)
        {
            telemetry.RevocationLogRecords("failed", 1);
            throw;
        }
    }
}
