using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Where users may be sent after a sign-out: a path of this app, or an exactly allowed origin. Judged as a browser would read it.</summary>
internal sealed class ReturnUrlPolicy(IOptions<OktaLogoutWebOptions> options)
{
    private const int MaxLength = 2048;

    // Only a base to resolve against: a value that resolves to another host is not local.
    private static readonly Uri LocalBase = new("https://local.invalid/");

    /// <summary>Where users land by default.</summary>
    public string SignedOutPath(PathString pathBase) => pathBase.Value + options.Value.SignedOutPath;

    /// <summary>Returns the value, fit for a Location header, or null where users must not be sent there.</summary>
    public string? Accept(string? value, PathString pathBase)
    {
        if (string.IsNullOrEmpty(value) || value.Length > MaxLength || value.EnumerateRunes().Any(IsTreacherous))
            return null;
        if (value.StartsWith("~/", StringComparison.Ordinal))
            value = pathBase.Value + value[1..];
        return value[0] == '/' ? AcceptPath(value) : AcceptAbsolute(value);
    }

    private static string? AcceptPath(string value)
    {
        if (value.Length > 1 && value[1] is '/' || HasEncodedTrick(value) || !Uri.TryCreate(LocalBase, value, out var resolved))
            return null;
        var isLocal = resolved.Scheme == LocalBase.Scheme && resolved.Authority == LocalBase.Authority && !resolved.AbsolutePath.StartsWith("//", StringComparison.Ordinal);
        return isLocal ? resolved.PathAndQuery + resolved.Fragment : null;
    }

    private string? AcceptAbsolute(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp || uri.UserInfo.Length > 0)
            return null;
        var origin = uri.GetLeftPart(UriPartial.Authority);

        // The text itself has to begin with the origin: "https:evil" and the like resolve to something else than they seem to be.
        var isAllowed = (options.Value.AllowedOrigins.Contains(origin) || string.Equals(options.Value.PublicOrigin, origin, StringComparison.OrdinalIgnoreCase))
            && value.StartsWith(origin, StringComparison.OrdinalIgnoreCase);
        return isAllowed && AcceptPath(uri.PathAndQuery) is not null ? uri.AbsoluteUri : null;
    }

    // Control characters, bidirectional and line separators, backslashes, and the two letters whose low bytes are CR and LF.
    private static bool IsTreacherous(System.Text.Rune rune) =>
        rune.Value is '\\' or 0x560A or 0x560D or 0xFFFD
        || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    // Something on the way may decode once more: an encoded control character anywhere, or an encoded second slash.
    private static bool HasEncodedTrick(string value)
    {
        var decoded = Uri.UnescapeDataString(value);
        return decoded.Any(char.IsControl) || decoded.Length > 1 && decoded[1] is '/' or '\\' || decoded.StartsWith("/.//", StringComparison.Ordinal);
    }
}
