namespace Okta.Logout;

/// <summary>Which logout tokens are accepted (OpenID Connect Back-Channel Logout 1.0). The defaults are what the specification requires.</summary>
public sealed class BackChannelLogoutOptions
{
    /// <summary>Gets or sets the algorithm that the provider signs with.</summary>
    /// <value>
    /// The client's <c>id_token_signed_response_alg</c>: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or ES512. The default is RS256. A
    /// token with any other algorithm is refused, even if the provider's keys could verify it (section 2.6, step 3; RFC 8725, section 3.1).
    /// </value>
    public string SigningAlgorithm { get; set; } = "RS256";

    /// <summary>Gets or sets how old a token may be, by its <c>iat</c>.</summary>
    /// <value>Between one minute and one day. The default is 10 minutes. Used tokens are remembered for the same time (section 2.6, steps 4 and 8).</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how far the provider's clock may differ from this one.</summary>
    /// <value>Between zero and 10 minutes. The default is 5 minutes.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets whether a token without <c>exp</c> is accepted, and only the age of its <c>iat</c> is checked.</summary>
    /// <value>The default is <see langword="false"/>: refused (section 2.4). Some older providers leave <c>exp</c> out.</value>
    public bool AllowMissingExpiration { get; set; }

    /// <summary>Gets or sets whether <c>typ: JWT</c> is accepted.</summary>
    /// <value>
    /// The default is <see langword="false"/>: only <c>logout+jwt</c> and no <c>typ</c> at all (section 2.4; RFC 8725, section 3.11). Some older
    /// providers send <c>JWT</c>.
    /// </value>
    public bool AllowTypJwt { get; set; }

    /// <summary>Gets or sets whether a token has to name its session by <c>sid</c>.</summary>
    /// <value>
    /// The default is <see langword="false"/>. Set it if the client is registered with <c>backchannel_logout_session_required</c> (section 2.2): a
    /// token with a <c>sub</c> alone, which ends all sessions of the user, is then refused.
    /// </value>
    public bool RequireSessionId { get; set; }

    /// <summary>Gets audiences that a token may name besides this client.</summary>
    /// <value>Empty by default: a token that names further audiences is refused (OpenID Connect Core 1.0, section 3.1.3.7, step 3).</value>
    public ISet<string> TrustedAudiences { get; } = new HashSet<string>(StringComparer.Ordinal);
}
