using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>One app integration at one Okta authorization server. Named options: in ASP.NET Core the name is the OpenID Connect scheme.</summary>
/// <remarks>Name the server by <see cref="Issuer"/>, or by <see cref="OktaDomain"/> and <see cref="AuthorizationServerId"/>.</remarks>
public sealed class OktaLogoutOptions
{
    /// <summary>Gets or sets the host name of the Okta org, or its custom domain.</summary>
    /// <value>Such as <c>example.okta.com</c>; a leading <c>https://</c> is accepted. Not used if <see cref="Issuer"/> is set.</value>
    public string? OktaDomain { get; set; }

    /// <summary>Gets or sets which authorization server of <see cref="OktaDomain"/> signs users in.</summary>
    /// <value>
    /// The id shown in the Admin Console under Security &gt; API. The default is <c>default</c>; an empty value means the org
    /// authorization server, whose issuer is the domain itself.
    /// </value>
    public string? AuthorizationServerId { get; set; } = "default";

    /// <summary>Gets or sets the issuer, exactly as it appears as <c>iss</c> in ID tokens.</summary>
    /// <value>
    /// Such as <c>https://example.okta.com/oauth2/default</c>. Compared code point by code point with the issuer of the discovery document
    /// (OpenID Connect Discovery 1.0, section 4.3).
    /// </value>
    public string? Issuer { get; set; }

    /// <summary>Gets further issuers of the same org, under which Okta may name sessions and users of this app when it signs them out.</summary>
    /// <value>
    /// Such as the issuer under the org's custom domain. Empty by default: <see cref="Issuer"/> is always known, and so is the org authorization
    /// server of its host. ID tokens are not accepted from them.
    /// </value>
    public ISet<string> AdditionalIssuers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the client ID of the app integration.</summary>
    /// <value>Required: "Client ID" on the General tab of the app in the Admin Console.</value>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the client secret, for the three methods that use one.</summary>
    /// <value>Not set for public clients and for <c>private_key_jwt</c>.</value>
    public string? ClientSecret { get; set; }

    /// <summary>Gets or sets how the app authenticates at the revocation endpoint.</summary>
    /// <value>
    /// Not set: <c>private_key_jwt</c> with <see cref="ClientAssertionSigningCredentials"/>, <c>client_secret_basic</c> with
    /// <see cref="ClientSecret"/>, <c>none</c> with neither.
    /// </value>
    public ClientAuthenticationMethod? ClientAuthenticationMethod { get; set; }

    /// <summary>Gets or sets the private key that signs client assertions (<c>private_key_jwt</c>).</summary>
    /// <value>The key's <c>KeyId</c> becomes the assertion's <c>kid</c>.</value>
    public SigningCredentials? ClientAssertionSigningCredentials { get; set; }

    /// <summary>Gets or sets the <c>aud</c> of client assertions.</summary>
    /// <value>Not set: the URL of the revocation endpoint, as Okta requires. Other providers require their token endpoint or issuer.</value>
    public string? ClientAssertionAudience { get; set; }

    /// <summary>Gets or sets the address of the discovery document.</summary>
    /// <value>
    /// Not set: the issuer followed by <c>/.well-known/openid-configuration</c>. Orgs with several issuers respond for one client when
    /// <c>?client_id=</c> is appended.
    /// </value>
    public string? MetadataAddress { get; set; }

    /// <summary>Gets or sets the end-session endpoint, in place of the discovered one.</summary>
    /// <value>An absolute https URL. With <see cref="RevocationEndpoint"/> set too, nothing is discovered.</value>
    public string? EndSessionEndpoint { get; set; }

    /// <summary>Gets or sets the revocation endpoint, in place of the discovered one.</summary>
    /// <value>An absolute https URL. With <see cref="EndSessionEndpoint"/> set too, nothing is discovered.</value>
    public string? RevocationEndpoint { get; set; }

    /// <summary>Gets or sets the introspection endpoint, in place of the discovered one (RFC 7662).</summary>
    /// <value>An absolute https URL. Sign-outs do not need it.</value>
    public string? IntrospectionEndpoint { get; set; }

    /// <summary>Gets or sets the address of the authorization server's keys, in place of the discovered <c>jwks_uri</c>.</summary>
    /// <value>
    /// An absolute https URL. Only incoming logout requests need keys: set it if discovery is not used and such a channel is added.
    /// </value>
    public string? JwksUri { get; set; }

    /// <summary>Gets or sets whether <c>http</c> is allowed for loopback hosts.</summary>
    /// <value>
    /// The default is <see langword="false"/>, unless the options are those of an OpenID Connect scheme whose <c>RequireHttpsMetadata</c> is off. For
    /// development against a local provider; other hosts always need https.
    /// </value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>Gets or sets whether a logout request is sent only with an <c>id_token_hint</c>.</summary>
    /// <value>
    /// The default is <see langword="true"/>: Okta responds to a request without one with an error page. Other providers accept the
    /// <c>client_id</c> instead (OpenID Connect RP-Initiated Logout 1.0, section 2).
    /// </value>
    public bool RequireIdTokenHint { get; set; } = true;

    /// <summary>Gets or sets whether a sign-out revokes the session's refresh and access token.</summary>
    /// <value>The default is <see langword="true"/>. When off, both stay valid at Okta until they expire.</value>
    public bool RevokeTokens { get; set; } = true;

    /// <summary>Gets or sets the time that all remote work of one sign-out may take together.</summary>
    /// <value>Between 100 milliseconds and one minute. The default is 2 seconds.</value>
    public TimeSpan RemoteTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets the time that one download of the discovery document may take.</summary>
    /// <value>Between 100 milliseconds and one minute. The default is 5 seconds.</value>
    public TimeSpan MetadataTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the age at which the discovery document is downloaded again, in the background.</summary>
    /// <value>Between one minute and seven days. The default is 12 hours.</value>
    public TimeSpan MetadataRefreshInterval { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Whether the issuer was inferred from an address that may lack its last slash.</summary>
    internal bool ToleratesSlash { get; set; }

    /// <summary>Whether these are the options of an API, which accepts access tokens and is no client itself unless it says so.</summary>
    internal bool IsOfApi { get; set; }

    /// <summary>Every name that the issuer may have in ID tokens.</summary>
    internal IReadOnlyList<string> GetTokenIssuers() => ToleratesSlash ? [GetIssuer(), IssuerName.WithOtherEnd(GetIssuer())] : [GetIssuer()];

    /// <summary>Every name by which the provider may call itself when it signs users out.</summary>
    internal IReadOnlyList<string> GetIssuers() => [.. GetTokenIssuers(), .. AdditionalIssuers];

    /// <summary>Tells whether these options are those of an issuer of ID tokens.</summary>
    internal bool IsIssuedBy(string? issuer) => IssuerName.AreSame(GetIssuer(), issuer, ToleratesSlash);

    /// <summary>The issuer that these options name, if they are valid.</summary>
    internal string GetIssuer()
    {
        if (Issuer is { Length: > 0 } issuer)
            return issuer;
        var origin = "https://" + OktaHost.Of(OktaDomain ?? string.Empty);
        return AuthorizationServerId is { Length: > 0 } id ? $"{origin}/oauth2/{id}" : origin;
    }
}
