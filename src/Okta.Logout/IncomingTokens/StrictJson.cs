using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads a JSON object that two parsers could not read differently.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one object in UTF-8, with no member twice and nothing behind it. Never throws.</summary>
    public static bool TryParseObject(byte[] json, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        try
        {
            // The parser itself lets invalid bytes in texts pass.
            _ = StrictUtf8.GetCharCount(json);
            document = JsonDocument.Parse(json, new() { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind is JsonValueKind.Object && !JsonMembers.HasDuplicate(document.RootElement))
                return true;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // ArgumentException: not UTF-8. InvalidOperationException: a member name that is half a surrogate pair.
        }

        document?.Dispose();
        document = null;
        return false;
    }
}
