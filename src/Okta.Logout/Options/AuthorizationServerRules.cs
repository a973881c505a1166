namespace Okta.Logout;

/// <summary>The authorization server is given once: by its issuer, or by its domain and its id.</summary>
internal static class AuthorizationServerRules
{
    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options)
    {
        if (options.Issuer is { Length: > 0 } issuer)
            return IssuerRules.Check(issuer, options.AllowLoopbackHttp).Concat(Agree(issuer, options.OktaDomain));
        if (options.OktaDomain is { Length: > 0 } domain)
            return OktaDomainRules.Check(domain).Concat(OktaDomainRules.CheckAuthorizationServer(options.AuthorizationServerId));
        return
        [
            new("OL1001", "neither OktaDomain nor Issuer is set. Set OktaDomain to the host name of the org, such as example.okta.com."),
        ];
    }

    private static IEnumerable<OptionsFailure> Agree(string issuer, string? oktaDomain)
    {
        if (oktaDomain is { Length: > 0 } && Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
            && !string.Equals(uri.Host, OktaHost.Of(oktaDomain), StringComparison.OrdinalIgnoreCase))
        {
            yield return new("OL1002", $"OktaDomain '{AddressText.WithoutUser(oktaDomain)}' and Issuer '{AddressText.WithoutUser(issuer)}' name different hosts. Set one of the two only.");
        }
    }
}
