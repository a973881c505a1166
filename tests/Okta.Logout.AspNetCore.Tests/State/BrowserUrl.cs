namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Where a browser goes from an https page: the part of the URL Standard that decides on the origin.</summary>
internal static class BrowserUrl
{
    private const string Https = "https";

    /// <summary>Returns scheme and host of the target, or null where it stays at the origin of the page.</summary>
    public static string? LeavesFor(string location)
    {
        // Leading and trailing C0 controls and spaces, and all tabs and newlines, are removed first.
        var url = location.Trim([.. Enumerable.Range(0, 0x21).Select(c => (char)c)]).Replace("\t", "").Replace("\n", "").Replace("\r", "").Replace('\\', '/');
        var scheme = SchemeOf(url);
        if (scheme is null)
            return url.StartsWith("//", StringComparison.Ordinal) ? $"{Https}://{HostOf(url)}" : null;
        var rest = url[(scheme.Length + 1)..];
        if (scheme is not ("https" or "http" or "ftp" or "ws" or "wss"))
            return scheme + ":";

        // Without slashes a special scheme equal to the page's is relative to it; otherwise any number of slashes comes before a host.
        return scheme is Https && !rest.StartsWith("//", StringComparison.Ordinal) ? null : $"{scheme}://{HostOf(rest)}";
    }

    private static string? SchemeOf(string url)
    {
        var end = url.IndexOf(':');
        var isScheme = end > 0 && char.IsAsciiLetter(url[0]) && url[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        return isScheme ? url[..end].ToLowerInvariant() : null;
    }

    private static string HostOf(string rest)
    {
        var authority = rest.TrimStart('/').Split('/', '?', '#')[0];
        return authority[(authority.LastIndexOf('@') + 1)..].ToLowerInvariant();
    }
}
