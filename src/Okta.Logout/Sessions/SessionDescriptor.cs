namespace Okta.Logout;

/// <summary>What is known about one signed-in session. Every part may be unknown.</summary>
public sealed class SessionDescriptor
{
    private SessionKeys? _keys;

    /// <summary>Gets or sets the random id that this library gave the session at sign-in.</summary>
    public string? TicketId { get; set => SetNamed(ref field, value); }

    /// <summary>Gets or sets the issuer of the ID token.</summary>
    public string? Issuer { get; set => SetNamed(ref field, value); }

    /// <summary>Gets or sets the <c>sub</c> of the ID token.</summary>
    public string? Subject { get; set => SetNamed(ref field, value); }

    /// <summary>Gets or sets the <c>sid</c> of the ID token: the session at the provider (OpenID Connect Front-Channel Logout 1.0, section 3).</summary>
    public string? SessionId { get; set => SetNamed(ref field, value); }

    /// <summary>Gets or sets the e-mail address in the ID token.</summary>
    public string? Email { get; set => SetNamed(ref field, value); }

    /// <summary>Gets or sets when the session began, by the provider's clock: the <c>iat</c> of the ID token.</summary>
    /// <value>A session with an unknown start counts as begun before any termination.</value>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Gets or sets when the user began to sign in, by the app's own clock.</summary>
    /// <value>A session with an unknown time counts as signed in before any termination.</value>
    public DateTimeOffset? SignedInAt { get; set; }

    /// <summary>Gets the keys under which the revocation list may hold the session. They are cached until a part changes, because each costs a hash.</summary>
    internal SessionKeys Keys => _keys ??= SessionKeys.Of(this);

    /// <summary>Returns the keys under which a revocation list may have an entry for the session.</summary>
    /// <returns>Up to five: one for each kind of target that can name it, and that of everyone.</returns>
    public IReadOnlyList<SessionKey> GetKeys() => Keys.ToList();

    /// <summary>Returns which parts are known, without their values.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString()
    {
        string?[] known =
        [
            TicketId is null ? null : nameof(TicketId), Issuer is null ? null : nameof(Issuer), Subject is null ? null : nameof(Subject),
            SessionId is null ? null : nameof(SessionId), Email is null ? null : nameof(Email), StartedAt is null ? null : nameof(StartedAt),
            SignedInAt is null ? null : nameof(SignedInAt),
        ];
        return $"{nameof(SessionDescriptor)} ({string.Join(", ", known.Where(part => part is not null))})";
    }

    /// <summary>Takes the keys from where they are kept with the parts that they are made of.</summary>
    internal SessionDescriptor WithKeys(SessionKeys? keys)
    {
        _keys = keys;
        return this;
    }

    /// <summary>A copy for a caller, who may change it.</summary>
    internal SessionDescriptor Copy() => (SessionDescriptor)MemberwiseClone();

    /// <summary>The same session, with the parts that are given in place of its own.</summary>
    internal SessionDescriptor With(string? ticketId = null, string? email = null, DateTimeOffset? signedInAt = null) => new()
    {
        TicketId = ticketId ?? TicketId,
        Issuer = Issuer,
        Subject = Subject,
        SessionId = SessionId,
        Email = email ?? Email,
        StartedAt = StartedAt,
        SignedInAt = signedInAt ?? SignedInAt,
    };

    /// <summary>A session of which only the ticket counts: no entry for others ends it, because they all have a time.</summary>
    internal static SessionDescriptor ForTicket(string? ticketId) => new() { TicketId = ticketId, StartedAt = DateTimeOffset.MaxValue, SignedInAt = DateTimeOffset.MaxValue };

    /// <summary>Reads the session that an ID token began; null if there is no readable one.</summary>
    internal static SessionDescriptor? FromIdToken(string? idToken, string? ticketId = null)
    {
        if (!IdTokenClaims.TryRead(idToken, out var claims))
            return null;
        return new()
        {
            TicketId = ticketId,
            Issuer = claims.Issuer,
            Subject = claims.Subject,
            SessionId = claims.Sid,
            Email = claims.Email,
            StartedAt = claims.IssuedAt,
        };
    }

    private void SetNamed(ref string? part, string? value)
    {
        part = value;
        _keys = null;
    }
}
