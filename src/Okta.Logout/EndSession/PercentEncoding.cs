using System.Buffers;

namespace Okta.Logout;

/// <summary>Percent-encodes text as UTF-8, all but the unreserved characters (RFC 3986, section 2.3). Never throws for what a string can hold.</summary>
internal static class PercentEncoding
{
    private const int EscapedLength = 3;
    private const int ReplacementCharacter = 0xFFFD;

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".AsSpan());

    public static int GetLength(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        int plain;
        while ((plain = text.IndexOfAnyExcept(Unreserved)) >= 0)
        {
            text = text.Slice(plain);
            // Characters to escape come in groups, as in "://".
            do
            {
                length += EscapedLength * Utf8Length(CodePointAt(text, out var consumed)) - consumed;
                text = text.Slice(consumed);
            }
            while (!text.IsEmpty && IsReserved(text[0]));
        }

        return length;
    }

    /// <summary>Writes the encoded text and returns what is left of the destination.</summary>
    public static Span<char> Write(ReadOnlySpan<char> text, Span<char> destination)
    {
        int plain;
        while ((plain = text.IndexOfAnyExcept(Unreserved)) >= 0)
        {
            text.Slice(0, plain).CopyTo(destination);
            text = text.Slice(plain);
            destination = destination.Slice(plain);
            do
            {
                destination = Escape(CodePointAt(text, out var consumed), destination);
                text = text.Slice(consumed);
            }
            while (!text.IsEmpty && IsReserved(text[0]));
        }

        text.CopyTo(destination);
        return destination.Slice(text.Length);
    }

    // Says no also for some that the next search finds.
    private static bool IsReserved(char c) => c is < '-' or '/' or (> '9' and < 'A') or > '~';

    private static int CodePointAt(ReadOnlySpan<char> text, out int consumed)
    {
        consumed = 1;
        if (!char.IsSurrogate(text[0]))
            return text[0];
        if (text.Length < 2 || !char.IsSurrogatePair(text[0], text[1]))
            return ReplacementCharacter;
        consumed = 2;
        return char.ConvertToUtf32(text[0], text[1]);
    }

    private static int Utf8Length(int codePoint) => codePoint switch
    {
        < 0x80 => 1,
        < 0x800 => 2,
        < 0x10000 => 3,
        _ => 4,
    };

    private static Span<char> Escape(int codePoint, Span<char> destination)
    {
        if (codePoint < 0x80)
            return EscapeByte(codePoint, destination);
        var length = Utf8Length(codePoint);
        destination = EscapeByte((0xF00 >> length & 0xFF) | codePoint >> 6 * (length - 1), destination);
        for (var shift = 6 * (length - 2); shift >= 0; shift -= 6)
            destination = EscapeByte(0x80 | codePoint >> shift & 0x3F, destination);
        return destination;
    }

    private static Span<char> EscapeByte(int value, Span<char> destination)
    {
        const string Digits = "0123456789ABCDEF";
        destination[2] = Digits[value & 0xF];
        destination[1] = Digits[value >> 4];
        destination[0] = '%';
        return destination.Slice(EscapedLength);
    }
}
