namespace Okta.Logout.AspNetCore;

/// <summary>What the revocation list needs to know of an access token whose signature, issuer and lifetime a handler has validated.</summary>
/// <param name="issuer">The <c>iss</c>.</param>
/// <remarks>The names are those of Okta's custom authorization servers. What a token does not have is left out.</remarks>
public readonly struct ValidatedAccessToken(string issuer) : IEquatable<ValidatedAccessToken>
{
    /// <summary>Gets the <c>iss</c>.</summary>
    public string Issuer { get; } = issuer ?? throw new ArgumentNullException(nameof(issuer));

    /// <summary>Gets the <c>uid</c>: the user's id, which is the <c>sub</c> of the ID token.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the <c>sub</c>: by default the login name of the user.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the <c>jti</c>.</summary>
    public string? TokenId { get; init; }

    /// <summary>Gets the <c>sid</c>, if the authorization server adds one.</summary>
    public string? SessionId { get; init; }

    /// <summary>Gets the <c>email</c>, if the authorization server adds one.</summary>
    /// <value>Without it, a <see cref="Subject"/> with an at sign counts as the e-mail address.</value>
    public string? Email { get; init; }

    /// <summary>Gets the <c>auth_time</c>, which stays the same when the token is refreshed.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Gets the <c>iat</c>, which counts if there is no <see cref="AuthenticatedAt"/>.</summary>
    /// <value>A token without either counts as older than any sign-out.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Gets the <c>exp</c>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Tells whether two tokens are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether all that is known of them is the same.</returns>
    public static bool operator ==(ValidatedAccessToken left, ValidatedAccessToken right) => left.Equals(right);

    /// <summary>Tells whether two tokens differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether something that is known of them differs.</returns>
    public static bool operator !=(ValidatedAccessToken left, ValidatedAccessToken right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ValidatedAccessToken other) => TokenId == other.TokenId && Issuer == other.Issuer && UserId == other.UserId && Subject == other.Subject
        && SessionId == other.SessionId && Email == other.Email && AuthenticatedAt == other.AuthenticatedAt && IssuedAt == other.IssuedAt && ExpiresAt == other.ExpiresAt;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValidatedAccessToken other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (TokenId ?? UserId ?? Subject ?? "").GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the name of the type, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => nameof(ValidatedAccessToken);
}
