namespace Okta.Logout;

/// <summary>Whom a termination means.</summary>
public sealed class SessionTarget
{
    private SessionTarget(SessionTargetKind kind, string? issuer, string value, DateTimeOffset? startedBefore = null, bool sparesRenewed = false)
    {
        Kind = kind;
        Issuer = issuer;
        Value = value;
        StartedBefore = startedBefore;
        SparesRenewed = sparesRenewed;
    }

    /// <summary>Gets by what sessions are named.</summary>
    public SessionTargetKind Kind { get; }

    /// <summary>Gets the issuer.</summary>
    /// <value><see langword="null"/> for a ticket.</value>
    public string? Issuer { get; }

    /// <summary>Gets the ticket id, <c>sid</c>, subject or e-mail address.</summary>
    public string Value { get; }

    /// <summary>Gets the last moment at which a session that is meant can have begun.</summary>
    /// <value>Only for subjects and e-mail addresses; <see langword="null"/> means the moment of the termination.</value>
    public DateTimeOffset? StartedBefore { get; }

    /// <summary>Gets whether a session counts as begun when it was last renewed: its user then ended the others, and kept it.</summary>
    /// <value>Only for subjects. A revocation that spares renewed sessions and one that does not stand side by side, each with its own moment.</value>
    public bool SparesRenewed { get; }

    /// <summary>Names one session of this app.</summary>
    /// <param name="ticketId">The id that the session got at sign-in.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="ticketId"/> is null or empty.</exception>
    public static SessionTarget ForTicket(string ticketId)
    {
        ArgumentException.ThrowIfNullOrEmpty(ticketId);
        return new(SessionTargetKind.Ticket, issuer: null, ticketId);
    }

    /// <summary>Names the session with this <c>sid</c>, and no other session of its user.</summary>
    /// <param name="issuer">The issuer of the <c>sid</c>.</param>
    /// <param name="sessionId">The <c>sid</c>.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    public static SessionTarget ForSession(string issuer, string sessionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        return new(SessionTargetKind.Session, issuer, sessionId);
    }

    /// <summary>Names all sessions of a user that began before a time.</summary>
    /// <param name="issuer">The issuer of the subject.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="startedBefore">Sessions that began later live on; <see langword="null"/> means the moment of the termination.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="subject"/> is null or empty.</exception>
    public static SessionTarget ForSubject(string issuer, string subject, DateTimeOffset? startedBefore = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        return new(SessionTargetKind.Subject, issuer, subject, startedBefore);
    }

    /// <summary>Names all sessions of an e-mail address that began before a time. Case does not matter.</summary>
    /// <param name="issuer">The issuer that vouches for the address.</param>
    /// <param name="email">The address as in the ID token's <c>email</c>.</param>
    /// <param name="startedBefore">Sessions that began later live on; <see langword="null"/> means the moment of the termination.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="email"/> is null or empty.</exception>
    public static SessionTarget ForEmail(string issuer, string email, DateTimeOffset? startedBefore = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(email);
        return new(SessionTargetKind.Email, issuer, email, startedBefore);
    }

    /// <summary>Tells whether a session is meant: for terminators that hold sessions of their own, such as open connections.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Whether it is meant. A session with an unknown start counts as begun before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    public bool Matches(SessionDescriptor session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Kind switch
        {
            SessionTargetKind.Ticket => session.TicketId == Value,
            SessionTargetKind.Session => session.Issuer == Issuer && session.SessionId == Value,
            SessionTargetKind.Subject => session.Issuer == Issuer && session.Subject == Value && BeganInTime(session),
            _ => session.Issuer == Issuer && string.Equals(session.Email, Value, StringComparison.OrdinalIgnoreCase) && BeganInTime(session),
        };
    }

    /// <summary>Returns the kind, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SessionTarget)} ({Kind})";

    /// <summary>Names the sessions of a user that neither began nor were renewed after a time.</summary>
    internal static SessionTarget ForOtherSessions(string issuer, string subject, DateTimeOffset renewedBefore) =>
        new(SessionTargetKind.Subject, issuer, subject, renewedBefore, sparesRenewed: true);

    internal SessionTarget At(DateTimeOffset moment) =>
        StartedBefore is null && Kind is (SessionTargetKind.Subject or SessionTargetKind.Email) ? new(Kind, Issuer, Value, moment, SparesRenewed) : this;

    // An ID token's times are whole seconds: a session of the same second cannot be told from an earlier one.
    private bool BeganInTime(SessionDescriptor session)
    {
        var start = session.StartedAt?.ToUnixTimeSeconds() ?? long.MinValue;
        var renewal = SparesRenewed ? session.RenewedAt?.ToUnixTimeSeconds() ?? long.MinValue : long.MinValue;
        return StartedBefore is not { } limit || Math.Max(start, renewal) <= limit.ToUnixTimeSeconds();
    }
}
