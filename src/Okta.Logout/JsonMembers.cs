using System.Text.Json;

namespace Okta.Logout;

/// <summary>Looks at raw JSON for what parsers pass over in silence.</summary>
internal static class JsonMembers
{
    /// <summary>Reads one JSON object to its end and finds a top-level member that occurs twice.</summary>
    /// <remarks>Case is ignored, because the OpenID Connect package falls back to names in another case.</remarks>
    /// <exception cref="JsonException">This is not a JSON object, whole and with nothing after it.</exception>
    public static string? FindDuplicate(ReadOnlySpan<byte> json)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string? duplicate = null;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException();
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType is JsonTokenType.PropertyName && !names.Add(NameOf(ref reader)))
                duplicate ??= NameOf(ref reader);
        }

        return duplicate;
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            // Invalid UTF-8, or half of a surrogate pair.
            throw new JsonException(null, fault);
        }
    }
}
