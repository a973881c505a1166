namespace Okta.Logout;

/// <summary>An issuer whose requests are accepted, besides the org authorization servers of the app's schemes: a custom domain or a custom authorization server.</summary>
/// <param name="issuer">The <c>iss</c>, exactly as in its tokens.</param>
/// <param name="jwksUri">The absolute https URL of its keys.</param>
public sealed class OktaOrgIssuer(string issuer, Uri jwksUri)
{
    /// <summary>Gets the <c>iss</c>, compared code point by code point.</summary>
    public string Issuer { get; } = issuer ?? throw new ArgumentNullException(nameof(issuer));

    /// <summary>Gets the URL of its keys.</summary>
    /// <value>For an org, such as <c>https://example.okta.com/oauth2/v1/keys</c>; for a custom authorization server <c>{issuer}/v1/keys</c>.</value>
    public Uri JwksUri { get; } = jwksUri ?? throw new ArgumentNullException(nameof(jwksUri));

    /// <summary>Gets or sets an issuer of the same org that is the issuer of one of the app's schemes.</summary>
    /// <value>
    /// Not needed if the host is the same, or if the app uses one org only. Issuers of one org may end each other's sessions, so this has
    /// to be correct.
    /// </value>
    public string? SameOrgAs { get; set; }
}
