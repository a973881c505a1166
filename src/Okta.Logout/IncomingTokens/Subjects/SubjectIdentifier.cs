namespace Okta.Logout;

/// <summary>Names a user in one of the formats of RFC 9493.</summary>
public sealed class SubjectIdentifier
{
    private SubjectIdentifier(string format) => Format = format;

    /// <summary>Gets the format.</summary>
    /// <value><c>email</c>, <c>iss_sub</c>, <c>opaque</c> or <c>aliases</c>.</value>
    public string Format { get; }

    /// <summary>Gets the address of the format <c>email</c> (RFC 9493, section 3.2.2), as it was sent: compare it without case.</summary>
    public string? Email { get; private init; }

    /// <summary>Gets the issuer of the format <c>iss_sub</c> (RFC 9493, section 3.2.3), which may differ from that of the request.</summary>
    public string? Issuer { get; private init; }

    /// <summary>Gets the subject of the format <c>iss_sub</c>.</summary>
    public string? Subject { get; private init; }

    /// <summary>Gets the id of the format <c>opaque</c> (RFC 9493, section 3.2.4).</summary>
    public string? Id { get; private init; }

    /// <summary>Gets the identifiers of the format <c>aliases</c> (RFC 9493, section 3.2.8): several names of one user.</summary>
    /// <value>Empty for the other formats.</value>
    public IReadOnlyList<SubjectIdentifier> Identifiers { get; private init; } = [];

    /// <summary>Names a user by an e-mail address.</summary>
    /// <param name="email">The address.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="ArgumentException"><paramref name="email"/> is null or empty.</exception>
    public static SubjectIdentifier ForEmail(string email)
    {
        ArgumentException.ThrowIfNullOrEmpty(email);
        return new(SubjectIdentifierFormats.Email) { Email = email };
    }

    /// <summary>Names a user by issuer and subject.</summary>
    /// <param name="issuer">The issuer.</param>
    /// <param name="subject">The subject.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="ArgumentException">An argument is null or empty, or <paramref name="subject"/> is a URL and <paramref name="issuer"/> is none.</exception>
    public static SubjectIdentifier ForIssuerAndSubject(string issuer, string subject)
    {
        IssuedName.CheckOrder(issuer, subject, nameof(subject));
        return Received(issuer, subject);
    }

    /// <summary>Names a user by an id whose meaning sender and receiver know.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null or empty.</exception>
    public static SubjectIdentifier ForId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(SubjectIdentifierFormats.Opaque) { Id = id };
    }

    /// <summary>Names a user in several ways.</summary>
    /// <param name="identifiers">The names, none of which has several itself.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="identifiers"/> is null.</exception>
    /// <exception cref="ArgumentException">One of the <paramref name="identifiers"/> is of the format <c>aliases</c> itself.</exception>
    public static SubjectIdentifier ForAliases(IReadOnlyList<SubjectIdentifier> identifiers)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        if (identifiers.Any(identifier => identifier.Format is SubjectIdentifierFormats.Aliases))
            throw new ArgumentException("Aliases are identifiers that are not aliases themselves (RFC 9493, section 3.2.8).", nameof(identifiers));
        return new(SubjectIdentifierFormats.Aliases) { Identifiers = [.. identifiers] };
    }

    /// <summary>Names a user as a sender does, whose mistakes are not the app's.</summary>
    internal static SubjectIdentifier Received(string issuer, string subject) =>
        new(SubjectIdentifierFormats.IssuerAndSubject) { Issuer = issuer, Subject = subject };

    /// <summary>Returns the format, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(SubjectIdentifier)} ({Format})";

    /// <summary>The same text for the same subject; no value that was read has a line break.</summary>
    internal string ToKey() => string.Join("\n", [Format, Email, Issuer, Subject, Id, .. Identifiers.Select(identifier => identifier.ToKey())]);
}
