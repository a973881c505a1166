namespace Okta.Logout;

/// <summary>An issuer, beside the org authorization servers of the app's sign-in schemes, whose requests are obeyed: a custom domain or a custom authorization server.</summary>
/// <param name="issuer">The <c>iss</c>, exactly as in its tokens.</param>
/// <param name="jwksUri">The absolute https URL of its keys.</param>
public sealed class OktaOrgIssuer(string issuer, string jwksUri)
{
    /// <summary>Gets the <c>iss</c>, compared code point by code point.</summary>
    public string Issuer { get; } = issuer ?? throw new ArgumentNullException(nameof(issuer));

    /// <summary>Gets the URL of its keys.</summary>
    /// <value>For an org, such as <c>https://example.okta.com/oauth2/v1/keys</c>; for a custom authorization server <c>{issuer}/v1/keys</c>.</value>
    public string JwksUri { get; } = jwksUri ?? throw new ArgumentNullException(nameof(jwksUri));

    /// <summary>Gets an issuer of the same org that the app signs in at.</summary>
    /// <value>
    /// Not needed where the host is the same, or where the app signs in at one org only. Issuers of one org may end each other's sessions, so this has
    /// to be right.
    /// </value>
    public string? SameOrgAs { get; init; }
}
