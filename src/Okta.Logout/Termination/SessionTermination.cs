namespace Okta.Logout;

/// <summary>The command that ends sessions, whatever caused it.</summary>
/// <param name="target">Which sessions end.</param>
/// <param name="reason">What caused it.</param>
/// <param name="occurredAt">When it was accepted.</param>
/// <param name="session">The session, if exactly one is named and known.</param>
public sealed class SessionTermination(
    SessionTarget target, SessionTerminationReason reason, DateTimeOffset occurredAt, SessionDescriptor? session = null)
{
    /// <summary>Gets which sessions end.</summary>
    public SessionTarget Target { get; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Gets what caused it.</summary>
    public SessionTerminationReason Reason { get; } = reason;

    /// <summary>Gets when it was accepted.</summary>
    public DateTimeOffset OccurredAt { get; } = occurredAt;

    /// <summary>Gets the session, if exactly one is named and known: at a user's own sign-out.</summary>
    public SessionDescriptor? Session { get; } = session;

    /// <summary>Returns reason and kind of target, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SessionTermination)} ({Reason}, {Target.Kind})";
}
