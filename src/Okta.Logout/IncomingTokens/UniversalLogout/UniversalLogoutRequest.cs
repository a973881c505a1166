namespace Okta.Logout;

/// <summary>An authentic request of Okta to sign a user out everywhere.</summary>
/// <param name="subject">Whom.</param>
/// <param name="issuer">Who asks.</param>
/// <param name="clientId">The app as the issuer knows it.</param>
/// <param name="orgIssuers">The issuers of the same org.</param>
/// <param name="issuedAt">When the issuer asked.</param>
public sealed class UniversalLogoutRequest(
    SubjectIdentifier subject, string issuer, string clientId, IReadOnlyList<string> orgIssuers, DateTimeOffset issuedAt)
{
    /// <summary>Gets whom Okta means: by e-mail address, or by the user's id within the app where provisioning is used.</summary>
    public SubjectIdentifier Subject { get; } = subject ?? throw new ArgumentNullException(nameof(subject));

    /// <summary>Gets the issuer of the request. An org may name its own users only.</summary>
    public string Issuer { get; } = issuer ?? throw new ArgumentNullException(nameof(issuer));

    /// <summary>Gets the client id of the app integration that the request is for.</summary>
    public string ClientId { get; } = clientId ?? throw new ArgumentNullException(nameof(clientId));

    /// <summary>Gets the issuers of the org that asks: the org itself, its custom authorization servers and its custom domain, as far as they are configured.</summary>
    /// <value>Sessions of the user may exist under each of them, by the same <c>sub</c>.</value>
    public IReadOnlyList<string> OrgIssuers { get; } = orgIssuers ?? throw new ArgumentNullException(nameof(orgIssuers));

    /// <summary>Gets when the issuer asked, by its own clock: the <c>iat</c> of its token.</summary>
    /// <value>Give it to <see cref="SessionTarget"/>: sessions that began later were not meant.</value>
    public DateTimeOffset IssuedAt { get; } = issuedAt;

    /// <summary>Returns the format of the subject, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(UniversalLogoutRequest)} ({Subject.Format})";
}
