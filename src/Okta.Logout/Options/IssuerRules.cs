namespace Okta.Logout;

/// <summary>Issuer is the iss of ID tokens: an https URL without what often comes along when it is copied from elsewhere.</summary>
internal static class IssuerRules
{
    private const string Property = nameof(OktaLogoutOptions.Issuer);

    public static IEnumerable<OptionsFailure> Check(string issuer, bool allowLoopbackHttp)
    {
        if (Placeholder.IsIn(issuer))
            return [Placeholder.Failure(Property)];
        if (OktaHost.HasDoubledScheme(issuer))
            return [Doubled(issuer)];
        if (issuer.Any(c => c is '?' or '#' || char.IsWhiteSpace(c)))
            return [new("OL1010", $"{Property} '{AddressText.WithoutUser(issuer)}' has a query, a fragment or white space. Set it exactly to the iss of ID tokens.")];
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri))
            return [AddressRules.NotAllowed("OL1008", Property, issuer)];
        return CheckUri(issuer, uri, allowLoopbackHttp);
    }

    private static IEnumerable<OptionsFailure> CheckUri(string issuer, Uri uri, bool allowLoopbackHttp)
    {
        if (!EndpointAddress.IsAllowed(issuer, allowLoopbackHttp))
            yield return AddressRules.NotAllowed("OL1008", Property, issuer);
        if (OktaHost.HasDoubledSuffix(uri.Host))
            yield return Doubled(issuer);
        if (OktaHost.WithoutAdmin(uri.Host) is { } org)
            yield return new("OL1005", $"{Property} '{AddressText.WithoutUser(issuer)}' is an address of the Admin Console. Set its host to '{org}'.");
        if (EndOfIssuer(uri) is var end and >= 0)
            yield return new("OL1011", $"{Property} '{AddressText.WithoutUser(issuer)}' is the address of an endpoint, not the issuer. Set it to '{AddressText.WithoutUser(Origin(uri)) + uri.AbsolutePath[..end]}'.");
        else if (issuer is [.., '/'] && (OktaHost.IsOkta(uri.Host) || HasPathOfOkta(uri)))
            yield return new("OL1009", $"{Property} '{AddressText.WithoutUser(issuer)}' ends in a slash, as no Okta issuer does. Set it to '{AddressText.WithoutUser(issuer).TrimEnd('/')}'.");
    }

    // Where the issuer ends in the path of a discovery document or of an endpoint of Okta; -1 for another path.
    private static int EndOfIssuer(Uri uri)
    {
        var path = uri.AbsolutePath;
        if (path.IndexOf("/.well-known/", StringComparison.Ordinal) is var wellKnown and >= 0)
            return wellKnown;
        if (path.StartsWith("/oauth2/v1/", StringComparison.Ordinal))
            return 0;
        return HasPathOfOkta(uri) ? path.IndexOf("/v1/", StringComparison.Ordinal) : -1;
    }

    private static bool HasPathOfOkta(Uri uri) => uri.AbsolutePath.StartsWith("/oauth2/", StringComparison.Ordinal);

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private static OptionsFailure Doubled(string issuer) =>
        new("OL1006", $"{Property} '{AddressText.WithoutUser(issuer)}' contains a part twice. Set it exactly to the iss of ID tokens.");
}
