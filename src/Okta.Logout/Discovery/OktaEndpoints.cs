namespace Okta.Logout;

/// <summary>What sign-out needs of an authorization server's metadata (OpenID Connect Discovery 1.0, section 3).</summary>
/// <remarks>What <see cref="OktaDiscoveryClient"/> returns is shared by all callers, and cannot be changed: a setter throws <see cref="InvalidOperationException"/>.</remarks>
public sealed class OktaEndpoints
{
    private bool _isReadOnly;

    /// <summary>Initializes a new instance of the <see cref="OktaEndpoints"/> class.</summary>
    /// <param name="issuer">The issuer, equal to the configured one.</param>
    /// <exception cref="ArgumentException"><paramref name="issuer"/> is null or empty.</exception>
    public OktaEndpoints(string issuer)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        Issuer = issuer;
    }

    /// <summary>Gets the issuer, equal to the configured one.</summary>
    public string Issuer { get; }

    /// <summary>Gets or sets the <c>end_session_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> if the server has none.</value>
    public string? EndSessionEndpoint { get; set => field = Changed(value); }

    /// <summary>Gets or sets the <c>revocation_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> if the server has none.</value>
    public string? RevocationEndpoint { get; set => field = Changed(value); }

    /// <summary>Gets or sets the <c>introspection_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> if the server has none.</value>
    public string? IntrospectionEndpoint { get; set => field = Changed(value); }

    /// <summary>Gets or sets the <c>token_endpoint</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> if the server has none or discovery is not used.</value>
    public string? TokenEndpoint { get; set => field = Changed(value); }

    /// <summary>Gets or sets the <c>jwks_uri</c>.</summary>
    /// <value>An absolute https URL, or <see langword="null"/> if the server has none or discovery is not used.</value>
    public string? JwksUri { get; set => field = Changed(value); }

    /// <summary>Returns the addresses, which hold nothing secret.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() =>
        $"{nameof(OktaEndpoints)} ({Issuer}, {nameof(EndSessionEndpoint)}: {EndSessionEndpoint}, {nameof(RevocationEndpoint)}: {RevocationEndpoint}, {nameof(JwksUri)}: {JwksUri})";

    /// <summary>From now on, setters throw.</summary>
    internal OktaEndpoints MakeReadOnly()
    {
        _isReadOnly = true;
        return this;
    }

    private string? Changed(string? value) => !_isReadOnly
        ? value
        : throw new InvalidOperationException("These endpoints are shared by all callers of the discovery client. Create new ones, or set those of OktaLogoutOptions.");
}
