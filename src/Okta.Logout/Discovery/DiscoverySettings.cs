namespace Okta.Logout;

/// <summary>What discovery takes from the options, fixed at the moment it starts.</summary>
internal sealed record DiscoverySettings
{
    public required string Issuer { get; init; }

    public bool ToleratesSlash { get; init; }

    public required Uri MetadataAddress { get; init; }

    public string? EndSessionEndpoint { get; init; }

    public string? RevocationEndpoint { get; init; }

    public string? IntrospectionEndpoint { get; init; }

    public string? JwksUri { get; init; }

    public bool AllowLoopbackHttp { get; init; }

    public TimeSpan Timeout { get; init; }

    public TimeSpan RefreshInterval { get; init; }

    public static DiscoverySettings From(OktaLogoutOptions options)
    {
        var issuer = options.GetIssuer();
        return new()
        {
            Issuer = issuer,
            ToleratesSlash = options.ToleratesSlash,
            MetadataAddress = new Uri(NullIfEmpty(options.MetadataAddress) ?? WellKnown(issuer)),
            EndSessionEndpoint = NullIfEmpty(options.EndSessionEndpoint),
            RevocationEndpoint = NullIfEmpty(options.RevocationEndpoint),
            IntrospectionEndpoint = NullIfEmpty(options.IntrospectionEndpoint),
            JwksUri = NullIfEmpty(options.JwksUri),
            AllowLoopbackHttp = options.AllowLoopbackHttp,
            Timeout = options.MetadataTimeout,
            RefreshInterval = options.MetadataRefreshInterval,
        };
    }

    /// <summary>The endpoints, where the options name all that sign-out needs.</summary>
    public OktaEndpoints? WithoutDiscovery() => EndSessionEndpoint is null || RevocationEndpoint is null
        ? null
        : new(Issuer) { EndSessionEndpoint = EndSessionEndpoint, RevocationEndpoint = RevocationEndpoint, IntrospectionEndpoint = IntrospectionEndpoint, JwksUri = JwksUri };

    // OpenID Connect Discovery 1.0, section 4.1: a slash at the end is removed before the suffix is appended.
    private static string WellKnown(string issuer) =>
        (issuer is [.., '/'] ? issuer[..^1] : issuer) + "/.well-known/openid-configuration";

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
