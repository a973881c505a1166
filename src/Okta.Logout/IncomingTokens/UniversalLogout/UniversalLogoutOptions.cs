namespace Okta.Logout;

/// <summary>Which Universal Logout requests are accepted (Okta's profile of draft-parecki-oauth-global-token-revocation).</summary>
public sealed class UniversalLogoutOptions : IOktaOrgOptions
{
    /// <summary>Gets or sets the public URL of the endpoint, as it is registered at Okta.</summary>
    /// <value>
    /// An absolute https URL such as <c>https://app.example.com/signout/universal</c>; <c>http</c> for loopback hosts if a scheme's
    /// <see cref="OktaLogoutOptions.AllowLoopbackHttp"/> is set. Without query and fragment it has to be the <c>aud</c> of each request: the request's own
    /// host is never trusted.
    /// </value>
    public string EndpointUrl { get; set; } = "";

    /// <summary>Gets or sets the algorithm that Okta signs with.</summary>
    /// <value>An RSA or EC signature algorithm. The default is RS256. A token with any other algorithm is refused (RFC 8725, section 3.1).</value>
    public string SigningAlgorithm { get; set; } = "RS256";

    /// <summary>Gets or sets how long a token may live, from <c>iat</c> to <c>exp</c>.</summary>
    /// <value>Between one minute and one hour. The default is 10 minutes; Okta's tokens live for 5. Used tokens are remembered until they expire.</value>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how far Okta's clock may differ from this one.</summary>
    /// <value>Between zero and 10 minutes. The default is 5 minutes.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets whether the body may name the user by <c>subject</c> in place of <c>sub_id</c>.</summary>
    /// <value>The default is <see langword="false"/>. Drafts before -03 used this name; some senders still do.</value>
    public bool AllowLegacySubject { get; set; }

    /// <summary>Gets issuers that are accepted besides the org authorization servers of the app's schemes.</summary>
    /// <value>Empty by default: only <c>https://{host of the scheme's issuer}</c>, with its keys at <c>/oauth2/v1/keys</c>.</value>
    public IList<OktaOrgIssuer> AdditionalIssuers { get; } = [];

    /// <summary>The <c>aud</c> that Okta makes of the URL.</summary>
    internal string GetAudience() => EndpointUrl.Split('?', '#')[0];
}
