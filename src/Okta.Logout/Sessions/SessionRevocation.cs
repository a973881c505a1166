namespace Okta.Logout;

/// <summary>One entry of the revocation list: a tombstone.</summary>
/// <param name="target">Whose sessions are dead.</param>
/// <param name="expiresAt">When no cookie of such a session can be alive any more.</param>
public sealed class SessionRevocation(SessionTarget target, DateTimeOffset expiresAt)
{
    /// <summary>Gets whose sessions are dead.</summary>
    public SessionTarget Target { get; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Gets when the entry may be forgotten.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}
