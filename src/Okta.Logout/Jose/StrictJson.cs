using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads a JSON object, and refuses one that two parsers could read differently, such as one with a member twice (RFC 8725; RFC 7515 leaves this open).</summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one object in UTF-8, with no member twice and nothing after it. Never throws.</summary>
    public static bool TryParseObject(byte[] json, [NotNullWhen(true)] out JsonDocument? document) => TryParseObject(json, out document, out _);

    /// <summary>Reads one object in UTF-8. If it is refused, tells whether a duplicate member is its only fault.</summary>
    public static bool TryParseObject(byte[] json, [NotNullWhen(true)] out JsonDocument? document, out bool hasDuplicate)
    {
        document = null;
        hasDuplicate = false;
        try
        {
            // The parser itself accepts invalid bytes in strings.
            _ = StrictUtf8.GetCharCount(json);
            document = JsonDocument.ParseWithoutDuplicates(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return true;
        }
        catch (JsonException)
        {
            hasDuplicate = IsJson(json);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            // ArgumentException: not UTF-8. InvalidOperationException: a member name that is half a surrogate pair.
        }

        document?.Dispose();
        document = null;
        return false;
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = JsonMembers.MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
