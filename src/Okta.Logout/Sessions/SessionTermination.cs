namespace Okta.Logout;

/// <summary>The one command that ends sessions, whatever asked for it.</summary>
/// <param name="target">Whom it means.</param>
/// <param name="reason">What asked for it.</param>
/// <param name="occurredAt">When it was accepted.</param>
/// <param name="session">The session, where exactly one is meant and known.</param>
public sealed class SessionTermination(
    SessionTarget target, SessionTerminationReason reason, DateTimeOffset occurredAt, SessionDescriptor? session = null)
{
    /// <summary>Gets whom the termination means.</summary>
    public SessionTarget Target { get; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Gets what asked for it.</summary>
    public SessionTerminationReason Reason { get; } = reason;

    /// <summary>Gets when it was accepted.</summary>
    public DateTimeOffset OccurredAt { get; } = occurredAt;

    /// <summary>Gets the session, where exactly one is meant and known: at a user's own sign-out.</summary>
    public SessionDescriptor? Session { get; } = session;

    /// <summary>Returns reason and kind of target, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SessionTermination)} ({Reason}, {Target.Kind})";
}
