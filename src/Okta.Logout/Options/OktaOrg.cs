namespace Okta.Logout;

/// <summary>An org has one authorization server of its own, and custom ones at <c>{org}/oauth2/{id}</c>: all name the same users by the same <c>sub</c>.</summary>
internal static class OktaOrg
{
    private const string CustomServers = "/oauth2/";
    private const string PathOfKeys = "/oauth2/v1/keys";

    /// <summary>Returns the org of an issuer; an issuer that does not look like Okta's is an org of its own.</summary>
    public static string Of(string issuer)
    {
        var end = issuer.LastIndexOf(CustomServers, StringComparison.Ordinal);
        return end > 0 && issuer.IndexOf('/', end + CustomServers.Length) < 0 && issuer.Length > end + CustomServers.Length && IsOrigin(issuer.Substring(0, end))
            ? issuer.Substring(0, end)
            : issuer;
    }

    /// <summary>Returns the address of the keys that an org signs its own requests with; null for what cannot be an org.</summary>
    public static string? KeysOf(string org) => IsOrigin(org.TrimEnd('/')) ? org.TrimEnd('/') + PathOfKeys : null;

    private static bool IsOrigin(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && address.IndexOf('/', scheme + "://".Length) < 0;
}
