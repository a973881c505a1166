using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>A signed JWT in compact form, taken apart strictly: whatever two parsers could read differently is not one.</summary>
/// <remarks>Nothing in it is true before the signature is verified. Dispose it; its elements end with it.</remarks>
internal sealed class CompactJws : IDisposable
{
    public const int LongestToken = 32 * 1024;

    private const int JwsParts = 3;
    private const int JweParts = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>Takes a token apart. Never throws.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CompactJws? jws, [NotNullWhen(false)] out TokenRefusal? refusal)
    {
        jws = null;
        refusal = CheckForm(text);
        if (refusal is not null)
            return false;

        var headerEnd = text.IndexOf('.');
        var payloadEnd = text.LastIndexOf('.');
        JsonDocument? header = null;
        JsonDocument? payload = null;
        try
        {
            header = Parse(text.Substring(0, headerEnd), out refusal);
            payload = refusal is null ? Parse(text.Substring(headerEnd + 1, payloadEnd - headerEnd - 1), out refusal) : null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // ArgumentException: not UTF-8. InvalidOperationException: a member name that is half a surrogate pair.
            refusal = TokenRefusal.NotJson;
        }

        if (refusal is not null)
        {
            header?.Dispose();
            payload?.Dispose();
            return false;
        }

        jws = new(text, header!, payload!);
        return true;
    }

    public void Dispose()
    {
        _header.Dispose();
        _payload.Dispose();
    }

    private static TokenRefusal? CheckForm(string text)
    {
        if (text.Length > LongestToken)
            return TokenRefusal.TooLong;
        var rest = text.AsSpan();
        var parts = 1;
        for (int dot; (dot = rest.IndexOf('.')) >= 0; parts++)
        {
            if (parts < JwsParts && !StrictBase64Url.IsValid(rest.Slice(0, dot)))
                return TokenRefusal.NotCompact;
            rest = rest.Slice(dot + 1);
        }

        if (parts == JweParts)
            return TokenRefusal.Encrypted;
        return parts == JwsParts && StrictBase64Url.IsValid(rest) ? null : TokenRefusal.NotCompact;
    }

    private static JsonDocument Parse(string part, out TokenRefusal? refusal)
    {
        var json = StrictBase64Url.Decode(part);

        // The parser itself lets invalid bytes in texts pass.
        _ = StrictUtf8.GetCharCount(json);
        try
        {
            // RFC 7515 and RFC 7519, section 4, leave it open what a parser does with duplicates; RFC 8725 wants no ambiguity.
            var document = JsonDocument.ParseWithoutDuplicates(json);
            refusal = document.RootElement.ValueKind is JsonValueKind.Object ? null : TokenRefusal.NotJson;
            return document;
        }
        catch (JsonException)
        {
            // The second look, for refused tokens only, tells duplicates from what is no JSON at all: that throws again.
            refusal = TokenRefusal.DuplicateMember;
            return JsonDocument.Parse(json, new() { MaxDepth = JsonMembers.MaxDepth });
        }
    }
}
