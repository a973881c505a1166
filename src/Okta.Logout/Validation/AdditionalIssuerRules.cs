namespace Okta.Logout;

/// <summary>Further issuers obey the rules of the one that they stand beside.</summary>
internal static class AdditionalIssuerRules
{
    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options) =>
        from issuer in options.AdditionalIssuers
        from failure in IssuerRules.Check(issuer, options.AllowLoopbackHttp)
        select new OptionsFailure("OL1019", $"{nameof(options.AdditionalIssuers)} holds what is no issuer. {failure.Text}");
}
