namespace Okta.Logout;

/// <summary>
/// A session that something on this node is open for: the source of the token that is cancelled when it ends. It is never disposed of, because code of the app
/// may use the token later. All other members belong to <see cref="LiveSessions"/>.
/// </summary>
internal sealed class LiveSession(SessionDescriptor session) : CancellationTokenSource
{
    /// <summary>Gets or sets the session as it goes on now: another request may have given it another ticket id.</summary>
    public SessionDescriptor Session { get; set; } = session;

    /// <summary>Gets or sets when the session ends by itself.</summary>
    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Gets or sets how many are open.</summary>
    public int Leases { get; set; }

    /// <summary>Gets or sets whether it has ended, or nothing is open any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Gets or sets whether its last check failed, because the list could not be read.</summary>
    public bool IsUnchecked { get; set; }

    /// <summary>Gets all keys under which an entry may end the session, those of earlier ticket ids included.</summary>
    public List<SessionKey> Keys { get; } = new(4);
}
