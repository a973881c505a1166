namespace Okta.Logout;

/// <summary>An authentic request of Okta to sign a user out everywhere.</summary>
public sealed class UniversalLogoutRequest
{
    /// <summary>Initializes a new instance of the <see cref="UniversalLogoutRequest"/> class.</summary>
    /// <param name="subject">Whom Okta names.</param>
    /// <param name="issuer">The issuer of the request.</param>
    /// <param name="clientId">The client ID by which the issuer knows the app.</param>
    /// <param name="orgIssuers">The issuers of the same org.</param>
    /// <param name="issuedAt">When the issuer asked.</param>
    /// <exception cref="ArgumentException">An argument is null or empty, or <paramref name="clientId"/> is a URL and <paramref name="issuer"/> is none.</exception>
    public UniversalLogoutRequest(SubjectIdentifier subject, string issuer, string clientId, IReadOnlyList<string> orgIssuers, DateTimeOffset issuedAt)
    {
        ArgumentNullException.ThrowIfNull(subject);
        IssuedName.CheckOrder(issuer, clientId, nameof(clientId));
        ArgumentNullException.ThrowIfNull(orgIssuers);
        Subject = subject;
        Issuer = issuer;
        ClientId = clientId;
        OrgIssuers = orgIssuers;
        IssuedAt = issuedAt;
    }

    /// <summary>Gets whom Okta names: by e-mail address, or by the user's id within the app if provisioning is used.</summary>
    public SubjectIdentifier Subject { get; }

    /// <summary>Gets the issuer of the request. An org may name its own users only.</summary>
    public string Issuer { get; }

    /// <summary>Gets the client id of the app integration that the request is for.</summary>
    public string ClientId { get; }

    /// <summary>Gets the issuers of the org that asks: the org itself, its custom authorization servers and its custom domain, as far as they are configured.</summary>
    /// <value>Sessions of the user may exist under each of them, by the same <c>sub</c>.</value>
    public IReadOnlyList<string> OrgIssuers { get; }

    /// <summary>Gets when the issuer asked, by its own clock: the <c>iat</c> of its token.</summary>
    /// <value>Pass it to <see cref="SessionTarget"/>, so that sessions that began later are not ended.</value>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>Returns the format of the subject, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(UniversalLogoutRequest)} ({Subject.Format})";
}
