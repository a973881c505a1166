using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Okta.Logout;

/// <summary>Reads members by their exact type. A reader that converts a number to a string, or an array to its first item, accepts invalid tokens.</summary>
internal static class TokenMembers
{
    private static readonly double LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static bool Has(this JsonElement token, string name) => token.TryGetProperty(name, out _);

    /// <summary>A string that is not empty and is valid Unicode.</summary>
    public static bool TryGetText(this JsonElement token, string name, [NotNullWhen(true)] out string? text)
    {
        text = token.TryGetProperty(name, out var value) ? AsText(value) : null;
        return text is not null;
    }

    /// <summary>As <see cref="TryGetText"/>, but the member may be missing.</summary>
    public static bool TryGetOptionalText(this JsonElement token, string name, out string? text)
    {
        text = null;
        if (!token.TryGetProperty(name, out var value))
            return true;
        text = AsText(value);
        return text is not null;
    }

    /// <summary>A NumericDate (RFC 7519, section 2); it may have a fraction.</summary>
    public static bool TryGetTime(this JsonElement token, string name, out DateTimeOffset time)
    {
        var isTime = token.TryGetOptionalTime(name, out var found) && found is not null;
        time = found.GetValueOrDefault();
        return isTime;
    }

    /// <summary>As <see cref="TryGetTime"/>, but the member may be missing.</summary>
    public static bool TryGetOptionalTime(this JsonElement token, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!token.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDouble(out var seconds) || !(seconds >= 0 && seconds <= LastSecond))
            return false;
        time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    /// <summary>A string, or an array of one or more strings: the two forms of <c>aud</c> (RFC 7519, section 4.1.3).</summary>
    public static bool TryGetTexts(this JsonElement token, string name, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (!token.TryGetProperty(name, out var value))
            return false;
        if (value.ValueKind is not JsonValueKind.Array)
        {
            if (AsText(value) is { } text)
                texts = [text];
        }
        else if (value.EnumerateArray().Select(AsText).ToList() is var all && all.TrueForAll(text => text is not null))
        {
            texts = all!;
        }

        return texts.Count > 0;
    }

    private static string? AsText(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
            return null;
        try
        {
            return value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, in an escape sequence.
            return null;
        }
    }
}
