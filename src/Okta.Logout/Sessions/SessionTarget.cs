namespace Okta.Logout;

/// <summary>Names the sessions that a termination ends.</summary>
public sealed class SessionTarget
{
    private SessionTarget(SessionTargetKind kind, string? issuer, string value)
    {
        Kind = kind;
        Issuer = issuer;
        Value = value;
    }

    /// <summary>Gets how the sessions are named.</summary>
    public SessionTargetKind Kind { get; }

    /// <summary>Gets the issuer.</summary>
    /// <value><see langword="null"/> for a ticket, and for everyone.</value>
    public string? Issuer { get; }

    /// <summary>Gets the ticket id, <c>sid</c>, subject or e-mail address; <c>*</c> for everyone.</summary>
    public string Value { get; }

    /// <summary>Gets the time, by the provider's clock, up to which a session must have begun to be ended.</summary>
    /// <value>Only for subjects and e-mail addresses; compared with <see cref="SessionDescriptor.StartedAt"/> in whole seconds.</value>
    public DateTimeOffset? StartedBefore { get; private init; }

    /// <summary>Gets the time, by the app's clock, up to which a session must have been signed in to be ended.</summary>
    /// <value>
    /// Compared with <see cref="SessionDescriptor.SignedInAt"/>. Set by the termination itself if the target has no <see cref="StartedBefore"/>: to the time
    /// of the termination, plus <see cref="SessionTerminationOptions.ClockSkew"/>.
    /// </value>
    public DateTimeOffset? SignedInBefore { get; private init; }

    /// <summary>Gets the ticket id of the one session that is spared.</summary>
    /// <value><see langword="null"/> if none is.</value>
    public string? SparedTicketId { get; private init; }

    /// <summary>Gets the origin of a request that anybody can send: a digest of the network, zero if it is not known.</summary>
    internal uint SenderNetwork { get; private init; }

    /// <summary>Names one session of this app.</summary>
    /// <param name="ticketId">The id that the session got at sign-in.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="ticketId"/> is null or empty.</exception>
    public static SessionTarget ForTicket(string ticketId)
    {
        ArgumentException.ThrowIfNullOrEmpty(ticketId);
        return new(SessionTargetKind.Ticket, issuer: null, ticketId);
    }

    /// <summary>Names the session with this <c>sid</c>, and no other session of its user. A sign-in that begins after the termination is not ended.</summary>
    /// <param name="issuer">The issuer of the <c>sid</c>.</param>
    /// <param name="sessionId">The <c>sid</c>.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or <paramref name="sessionId"/> is a URL and <paramref name="issuer"/> is none.</exception>
    public static SessionTarget ForSession(string issuer, string sessionId)
    {
        IssuedName.CheckOrder(issuer, sessionId, nameof(sessionId));
        return new(SessionTargetKind.Session, issuer, sessionId);
    }

    /// <summary>Names all sessions of a user that began before a time.</summary>
    /// <param name="issuer">The issuer of the subject.</param>
    /// <param name="subject">The <c>sub</c>.</param>
    /// <param name="startedBefore">
    /// Sessions that began later are not ended. A time by the provider's clock, such as the <c>iat</c> of its command; <see langword="null"/> means the time of the
    /// termination, by the app's clock.
    /// </param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="subject"/> is null or empty, or <paramref name="subject"/> is a URL and <paramref name="issuer"/> is none.</exception>
    public static SessionTarget ForSubject(string issuer, string subject, DateTimeOffset? startedBefore = null)
    {
        IssuedName.CheckOrder(issuer, subject, nameof(subject));
        return new(SessionTargetKind.Subject, issuer, subject) { StartedBefore = startedBefore };
    }

    /// <summary>Names all sessions of a user that began before the termination, except one.</summary>
    /// <param name="session">The session that goes on, with its ticket id, issuer and subject.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    /// <exception cref="ArgumentException">The session has no ticket id, issuer or subject.</exception>
    public static SessionTarget ForOtherSessions(SessionDescriptor session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session is not { TicketId.Length: > 0, Issuer.Length: > 0, Subject.Length: > 0 })
            throw new ArgumentException("The session that goes on needs a ticket id, an issuer and a subject.", nameof(session));
        return new(SessionTargetKind.Subject, session.Issuer, session.Subject) { SparedTicketId = session.TicketId };
    }

    /// <summary>Names all sessions of an e-mail address that began before a time. Case does not matter.</summary>
    /// <param name="issuer">The issuer that vouches for the address.</param>
    /// <param name="email">The address as in the ID token's <c>email</c>.</param>
    /// <param name="startedBefore">As for <see cref="ForSubject"/>.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> or <paramref name="email"/> is null or empty, or <paramref name="email"/> is a URL and <paramref name="issuer"/> is none.</exception>
    public static SessionTarget ForEmail(string issuer, string email, DateTimeOffset? startedBefore = null)
    {
        IssuedName.CheckOrder(issuer, email, nameof(email));
        return new(SessionTargetKind.Email, issuer, email) { StartedBefore = startedBefore };
    }

    /// <summary>Names all sessions of all users that were signed in before the termination, whatever their issuer.</summary>
    /// <returns>The target.</returns>
    /// <remarks>One entry of the list ends them all. Everyone signs in again afterwards, and Okta limits the rate of sign-ins of an org.</remarks>
    public static SessionTarget ForEveryone() => new(SessionTargetKind.Everyone, issuer: null, SessionKey.EveryoneValue);

    /// <summary>Returns the key under which a revocation list keeps what the target ends. Targets of the same kind, issuer and value have the same key.</summary>
    /// <returns>The key. It is computed at each call.</returns>
    public SessionKey GetKey() => SessionKey.Of(this);

    /// <summary>Tells whether the target names a session: for terminators that keep data of several sessions, such as open connections.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Whether it is named. A session with an unknown start counts as begun before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    public bool Matches(SessionDescriptor session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var isNamed = Kind switch
        {
            SessionTargetKind.Ticket => session.TicketId == Value,
            SessionTargetKind.Session => session.Issuer == Issuer && session.SessionId == Value,
            SessionTargetKind.Subject => session.Issuer == Issuer && session.Subject == Value,
            SessionTargetKind.Everyone => true,
            _ => session.Issuer == Issuer && string.Equals(session.Email, Value, StringComparison.OrdinalIgnoreCase),
        };
        return isNamed && RevocationEntry.Of(this, DateTimeOffset.MaxValue).Ends(session, DateTimeOffset.MinValue);
    }

    /// <summary>Returns the kind, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SessionTarget)} ({Kind})";

    /// <summary>The same target with a time by the app's clock, if it has no time yet. A ticket has none: it ends whenever it began.</summary>
    internal SessionTarget At(DateTimeOffset moment) => Kind is SessionTargetKind.Ticket || StartedBefore is not null || SignedInBefore is not null
        ? this
        : new(Kind, Issuer, Value) { SignedInBefore = moment, SparedTicketId = SparedTicketId, SenderNetwork = SenderNetwork };

    /// <summary>The same target, for a request that anybody can send.</summary>
    internal SessionTarget SentFrom(uint network) => new(Kind, Issuer, Value)
    {
        StartedBefore = StartedBefore,
        SignedInBefore = SignedInBefore,
        SparedTicketId = SparedTicketId,
        SenderNetwork = network,
    };
}
