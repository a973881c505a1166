namespace Okta.Logout;

/// <summary>Checks the arguments of those who name a user or a session of an issuer.</summary>
internal static class IssuedName
{
    /// <summary>Refuses an issuer and a value in the wrong order, which both are strings: an issuer is a URL, and the value is not.</summary>
    /// <exception cref="ArgumentException">An argument is null or empty, or only the value is a URL.</exception>
    public static void CheckOrder(string issuer, string value, string nameOfValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(value, nameOfValue);
        if (IsUrl(value) && !IsUrl(issuer))
            throw new ArgumentException($"The arguments are in the wrong order: {nameOfValue} is a URL, and {nameof(issuer)} is none.", nameof(issuer));
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
