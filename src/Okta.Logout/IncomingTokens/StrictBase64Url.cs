using System.Buffers;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Base64url as RFC 7515, section 2 has it: decoders also take padding, white space and left-over bits, and so several texts for one value.</summary>
internal static class StrictBase64Url
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>Whether there is something, and nothing but characters of base64url.</summary>
    public static bool IsInAlphabet(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(Characters) < 0;

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (!IsInAlphabet(text))
            return false;
        var last = Alphabet.IndexOf(text[text.Length - 1]);
        return (text.Length % 4) switch
        {
            0 => true,
            2 => (last & 0b1111) == 0,
            3 => (last & 0b11) == 0,
            _ => false,
        };
    }

    /// <summary>The bytes of a text that <see cref="IsValid"/> has passed.</summary>
    public static byte[] Decode(string text) => Base64UrlEncoder.DecodeBytes(text);
}
