using System.Diagnostics.CodeAnalysis;

namespace Okta.Logout;

/// <summary>The one rule for addresses that secrets or users are sent to: absolute https, no fragment, no user info; http for loopback on request.</summary>
internal static class EndpointAddress
{
    // Cached, because an app sends all its users to the same endpoint.
    private static string? _lastForBrowser;

    public static bool IsAllowed([NotNullWhen(true)] string? address, bool allowLoopbackHttp)
    {
        if (!IsPrintable(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
            return false;
        return uri.Scheme == Uri.UriSchemeHttps || allowLoopbackHttp && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback;
    }

    /// <summary>The same rule where no options are known: a browser may be sent to a loopback host.</summary>
    public static bool IsAllowedForBrowser(string address)
    {
        if (ReferenceEquals(address, Volatile.Read(ref _lastForBrowser)))
            return true;
        if (!IsAllowed(address, allowLoopbackHttp: true))
            return false;
        Volatile.Write(ref _lastForBrowser, address);
        return true;
    }

    // A fragment would swallow what is appended; white space and non-ASCII never occur in a serialized URL.
    private static bool IsPrintable([NotNullWhen(true)] string? address)
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
