namespace Okta.Logout;

/// <summary>What sign-out needs of an authorization server's metadata (OpenID Connect Discovery 1.0, section 3).</summary>
public sealed record OktaEndpoints
{
    /// <summary>Gets the issuer, equal to the configured one.</summary>
    public required string Issuer { get; init; }

    /// <summary>Gets the <c>end_session_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> where the server has none.</value>
    public string? EndSessionEndpoint { get; init; }

    /// <summary>Gets the <c>revocation_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> where the server has none.</value>
    public string? RevocationEndpoint { get; init; }

    /// <summary>Gets the <c>jwks_uri</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> where the server has none or nothing was discovered.</value>
    public string? JwksUri { get; init; }
}
