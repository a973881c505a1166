namespace Okta.Logout;

/// <summary>One entry of the revocation list: a tombstone.</summary>
/// <param name="target">Which sessions have ended.</param>
/// <param name="expiresAt">When every cookie of such a session has expired.</param>
/// <param name="isUnconfirmed">Whether it comes from a request that anybody can send; see <see cref="IsUnconfirmed"/>.</param>
public sealed class SessionRevocation(SessionTarget target, DateTimeOffset expiresAt, bool isUnconfirmed = false)
{
    /// <summary>Gets which sessions have ended.</summary>
    public SessionTarget Target { get; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Gets when the entry may be forgotten.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Gets whether the entry comes from a request that anybody can send, so that there may be no such session.</summary>
    /// <value>
    /// <see langword="true"/> for front-channel logout; always <see langword="false"/> if the target is not one session of an issuer
    /// (<see cref="SessionTargetKind.Session"/>). The entry ends the session like any other. A store should limit the total number of such entries,
    /// and keep those whose session is checked later outside of that limit, until <see cref="ExpiresAt"/>.
    /// </value>
    public bool IsUnconfirmed { get; } = isUnconfirmed && target.Kind is SessionTargetKind.Session;

    /// <summary>Returns what a store keeps of the revocation, under the key of its <see cref="Target"/>.</summary>
    /// <returns>The entry.</returns>
    public RevocationEntry ToEntry() => RevocationEntry.Of(Target, ExpiresAt);
}
