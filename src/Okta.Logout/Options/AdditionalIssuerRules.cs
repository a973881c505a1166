namespace Okta.Logout;

/// <summary>Additional issuers follow the same rules as the issuer.</summary>
internal static class AdditionalIssuerRules
{
    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options) =>
        from issuer in options.AdditionalIssuers
        from failure in IssuerRules.Check(issuer, options.AllowLoopbackHttp)
        select new OptionsFailure("OL1019", $"{nameof(options.AdditionalIssuers)} holds a value that is not an issuer. {failure.Text}");
}
