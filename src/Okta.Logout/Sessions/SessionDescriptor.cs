namespace Okta.Logout;

/// <summary>What is known of one signed-in session. Every part may be unknown.</summary>
public sealed class SessionDescriptor
{
    /// <summary>Gets the random id that this library gave the session at sign-in.</summary>
    public string? TicketId { get; init; }

    /// <summary>Gets the issuer of the ID token.</summary>
    public string? Issuer { get; init; }

    /// <summary>Gets the <c>sub</c> of the ID token.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the <c>sid</c> of the ID token: the session at the provider (OpenID Connect Front-Channel Logout 1.0, section 3).</summary>
    public string? SessionId { get; init; }

    /// <summary>Gets the e-mail address in the ID token.</summary>
    public string? Email { get; init; }

    /// <summary>Gets when the session began, by the provider's clock: the <c>iat</c> of the ID token.</summary>
    /// <value>A session with an unknown start counts as begun before any termination.</value>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets when the user last ended all other sessions and kept this one, by the app's clock.</summary>
    /// <value><see langword="null"/> where that never happened. Counts only for terminations that spare renewed sessions: see <see cref="SessionTarget.SparesRenewed"/>.</value>
    public DateTimeOffset? RenewedAt { get; init; }

    /// <summary>Gets the names under which the revocation list may hold it. They cost a digest each: computed once, or taken from where they are kept.</summary>
    internal SessionKeys Keys
    {
        get => field ??= SessionKeys.Of(this);
        init;
    }

    /// <summary>Returns which parts are known, without their values.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString()
    {
        string?[] known =
        [
            TicketId is null ? null : nameof(TicketId), Issuer is null ? null : nameof(Issuer), Subject is null ? null : nameof(Subject),
            SessionId is null ? null : nameof(SessionId), Email is null ? null : nameof(Email), StartedAt is null ? null : nameof(StartedAt),
            RenewedAt is null ? null : nameof(RenewedAt),
        ];
        return $"{nameof(SessionDescriptor)} ({string.Join(", ", known.Where(part => part is not null))})";
    }

    /// <summary>The same session, with the parts that are given in place of its own.</summary>
    internal SessionDescriptor With(string? ticketId = null, string? email = null, DateTimeOffset? renewedAt = null) => new()
    {
        TicketId = ticketId ?? TicketId,
        Issuer = Issuer,
        Subject = Subject,
        SessionId = SessionId,
        Email = email ?? Email,
        StartedAt = StartedAt,
        RenewedAt = renewedAt ?? RenewedAt,
    };

    /// <summary>Reads the session that an ID token began; null where there is no readable one.</summary>
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
}
