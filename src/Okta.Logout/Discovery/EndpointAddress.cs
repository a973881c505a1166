namespace Okta.Logout;

/// <summary>The one rule for addresses that secrets or users are sent to: absolute https, no fragment; http for loopback on request.</summary>
internal static class EndpointAddress
{
    private const string HttpsPrefix = "https://";

    public static bool IsAllowed(string? address, bool allowLoopbackHttp)
    {
        if (!IsPrintable(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
            return false;
        if (address.StartsWith(HttpsPrefix, StringComparison.OrdinalIgnoreCase))
            return true;
        return allowLoopbackHttp && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;
    }

    /// <summary>The same rule without parsing where the scheme alone decides: for callers that build thousands of URLs.</summary>
    public static bool IsAllowedForBrowser(string address) =>
        address.StartsWith(HttpsPrefix, StringComparison.OrdinalIgnoreCase) && address.Length > HttpsPrefix.Length && IsPrintable(address)
        || IsAllowed(address, allowLoopbackHttp: true);

    // A fragment would swallow what is appended; white space and non-ASCII never occur in a serialized URL.
    private static bool IsPrintable([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? address)
    {
        if (string.IsNullOrEmpty(address))
            return false;
        foreach (var c in address!)
        {
            if (c is < '!' or > '~' or '#' or '\\' or '"' or '<' or '>')
                return false;
        }

        return true;
    }
}
