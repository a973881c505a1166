namespace Okta.Logout;

/// <summary>The <c>error</c> of an OAuth response (RFC 6749, section 5.2), which may be told and logged only if it looks like one.</summary>
internal static class OAuthErrorCode
{
    private const int MaxLength = 64;

    /// <summary>Returns the code, or null for a text that is none.</summary>
    public static string? OrNull(string? text) => text is { Length: > 0 and <= MaxLength } code && code.All(IsAllowed) ? code : null;

    // The characters of the specification. No others may get into a log.
    private static bool IsAllowed(char c) => c is >= ' ' and <= '~' and not '"' and not '\\';
}
