namespace Okta.Logout;

/// <summary>The query of the address that Okta sends the browser to.</summary>
internal static class RedirectQuery
{
    // A second question mark separates too: Okta has appended its parameters that way to an address that had some.
    private static readonly char[] Separators = ['&', '?'];

    /// <summary>Returns the values of a parameter, decoded.</summary>
    public static List<string> ValuesOf(string? url, string name)
    {
        List<string> values = [];
        var start = url?.IndexOf('?') ?? -1;
        if (start < 0)
            return values;
        foreach (var part in url!.Substring(start + 1).Split('#')[0].Split(Separators))
        {
            var equals = part.IndexOf('=');
            if (equals > 0 && part.Substring(0, equals) == name)
                values.Add(Uri.UnescapeDataString(part.Substring(equals + 1).Replace('+', ' ')));
        }

        return values;
    }
}
