namespace Okta.Logout;

/// <summary>Compares issuers.</summary>
internal static class IssuerName
{
    /// <summary>Tells whether two issuers are the same, code point by code point (OpenID Connect Core 1.0, section 14).</summary>
    /// <param name="one">An issuer.</param>
    /// <param name="other">Another.</param>
    /// <param name="toleratesSlash">
    /// Whether to ignore a slash at the end. Set if the issuer was taken from an <c>Authority</c>, for which the OpenID Connect handler ignores it, too.
    /// </param>
    public static bool AreSame(string? one, string? other, bool toleratesSlash) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || (toleratesSlash && one is not null && other is not null && string.Equals(WithoutSlash(one), WithoutSlash(other), StringComparison.Ordinal));

    public static string WithOtherEnd(string issuer) => issuer is [.., '/'] ? issuer[..^1] : issuer + "/";

    private static string WithoutSlash(string issuer) => issuer is [.., '/'] ? issuer[..^1] : issuer;
}
