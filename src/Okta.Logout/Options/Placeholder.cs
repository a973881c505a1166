namespace Okta.Logout;

/// <summary>Recognizes values that a sample or a guide left for the reader to fill in.</summary>
internal static class Placeholder
{
    private static readonly string[] Words = ["yourOktaDomain", "your-okta-domain", "yourClientId", "yourClientSecret"];

    /// <summary>Finds a part in braces or angle brackets, or a well-known word, anywhere in a value that never contains such.</summary>
    public static bool IsIn(string? value) =>
        value is { Length: > 0 }
        && (HasPair(value, '{', '}')
            || HasPair(value, '<', '>')
            || Words.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Checks whether the whole value is a placeholder, because client ids and secrets may contain braces.</summary>
    public static bool IsAll(string? value) =>
        value is { Length: > 1 }
        && (value[0] is '{' && value[^1] is '}'
            || value[0] is '<' && value[^1] is '>'
            || value.StartsWith("${", StringComparison.Ordinal) && value[^1] is '}'
            || Words.Contains(value, StringComparer.OrdinalIgnoreCase));

    public static OptionsFailure Failure(string property) =>
        new("OL1004", $"{property} is still a placeholder. Replace it with the value shown in the Okta Admin Console.");

    private static bool HasPair(string value, char open, char close) =>
        value.IndexOf(open) is var start and >= 0 && value.IndexOf(close, start) > start;
}
