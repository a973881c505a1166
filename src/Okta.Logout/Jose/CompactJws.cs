using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>A signed JWT in compact form, parsed strictly: input that two parsers could read differently is refused.</summary>
/// <remarks>Nothing in it can be trusted before the signature is verified. Its JSON elements are invalid after it is disposed.</remarks>
internal sealed class CompactJws : IDisposable
{
    public const int LongestToken = 32 * 1024;

    private const int JwsParts = 3;
    private const int JweParts = 5;

    private readonly JsonDocument _header;
    private readonly JsonDocument _payload;

    private CompactJws(string text, JsonDocument header, JsonDocument payload)
    {
        Text = text;
        _header = header;
        _payload = payload;
    }

    /// <summary>The token as it came.</summary>
    public string Text { get; }

    public JsonElement Header => _header.RootElement;

    public JsonElement Payload => _payload.RootElement;

    /// <summary>Parses a token. Never throws.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CompactJws? jws, [NotNullWhen(false)] out CompactJwsFault? fault, int longest = LongestToken)
    {
        jws = null;
        fault = text.Length > longest ? CompactJwsFault.TooLong : CheckForm(text);
        if (fault is not null)
            return false;

        var headerEnd = text.IndexOf('.');
        var payloadEnd = text.LastIndexOf('.');
        if (!TryParsePart(text.Substring(0, headerEnd), out var header, out fault))
            return false;
        if (!TryParsePart(text.Substring(headerEnd + 1, payloadEnd - headerEnd - 1), out var payload, out fault))
        {
            header.Dispose();
            return false;
        }

        jws = new(text, header, payload);
        return true;
    }

    public void Dispose()
    {
        _header.Dispose();
        _payload.Dispose();
    }

    private static CompactJwsFault? CheckForm(string text)
    {
        var rest = text.AsSpan();
        var parts = 1;
        for (int dot; (dot = rest.IndexOf('.')) >= 0; parts++)
        {
            if (parts < JwsParts && !StrictBase64Url.IsValid(rest.Slice(0, dot)))
                return CompactJwsFault.NotCompact;
            rest = rest.Slice(dot + 1);
        }

        if (parts == JweParts)
            return CompactJwsFault.Encrypted;
        return parts == JwsParts && StrictBase64Url.IsValid(rest) ? null : CompactJwsFault.NotCompact;
    }

    private static bool TryParsePart(string part, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out CompactJwsFault? fault)
    {
        fault = null;
        if (!StrictJson.TryParseObject(StrictBase64Url.Decode(part), out document, out var hasDuplicate))
            fault = hasDuplicate ? CompactJwsFault.DuplicateMember : CompactJwsFault.NotJson;
        return document is not null;
    }
}
