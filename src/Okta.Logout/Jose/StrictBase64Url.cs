using System.Buffers;
using Microsoft.IdentityModel.Tokens;

namespace Okta.Logout;

/// <summary>Base64url exactly as in RFC 7515, section 2. Decoders also accept padding, white space and left-over bits, so that several texts stand for one value.</summary>
internal static class StrictBase64Url
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text.IndexOfAnyExcept(Characters) >= 0)
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
