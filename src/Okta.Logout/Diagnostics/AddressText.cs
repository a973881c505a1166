namespace Okta.Logout;

/// <summary>Addresses as they may be shown.</summary>
internal static class AddressText
{
    private const string SchemeEnd = "://";

    /// <summary>The address without the user and the password that somebody may have written into it.</summary>
    public static string WithoutUser(string address)
    {
        var start = address.IndexOf(SchemeEnd, StringComparison.Ordinal) is >= 0 and var scheme ? scheme + SchemeEnd.Length : 0;
        var end = address.IndexOfAny(['/', '\\', '?', '#'], start);
        var at = address.LastIndexOf('@', end < 0 ? address.Length - 1 : end);
        return at < start ? address : address.Remove(start, at - start).Insert(start, "…");
    }
}
