namespace Okta.Logout.AspNetCore;

/// <summary>A token of a scheme, as the revocation list may name it. Not a record, because ToString of a record shows the values.</summary>
internal sealed class AccessTokenSession(string scheme, ValidatedAccessToken token)
{
    public string Scheme { get; } = scheme;

    public ValidatedAccessToken Token { get; } = token;

    /// <summary>Gets the token as one session for each name that its user has: the user's id, and the login name.</summary>
    public IReadOnlyList<SessionDescriptor> Sessions { get; } = SessionsOf(token);

    public DateTimeOffset ExpiresAt => Token.ExpiresAt ?? DateTimeOffset.MaxValue;

    private static SessionDescriptor[] SessionsOf(ValidatedAccessToken token)
    {
        var first = SessionOf(token, token.UserId ?? token.Subject);
        return token.Subject is null || token.Subject == first.Subject ? [first] : [first, SessionOf(token, token.Subject)];
    }

    // A refreshed token is as old as the sign-in that it goes back to. Both clocks are the provider's, because the API has not seen the sign-in.
    private static SessionDescriptor SessionOf(ValidatedAccessToken token, string? subject)
    {
        var began = token.AuthenticatedAt ?? token.IssuedAt;
        return new()
        {
            TicketId = token.TokenId is { Length: > 0 } id ? AccessTokenId.TicketIdOf(token.Issuer, id) : null,
            Issuer = token.Issuer,
            Subject = subject,
            SessionId = token.SessionId,
            Email = token.Email ?? (token.Subject?.Contains('@', StringComparison.Ordinal) is true ? token.Subject : null),
            StartedAt = began,
            SignedInAt = began,
        };
    }
}
