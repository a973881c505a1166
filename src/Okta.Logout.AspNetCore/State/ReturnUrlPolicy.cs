using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Where users may be sent after a sign-out: a path of this app, or an exactly allowed origin. Judged as a browser would read it.</summary>
internal sealed partial class ReturnUrlPolicy(IOptions<OktaLogoutWebOptions> options)
{
    private const int MaxLength = 2048;

    // Only a base to resolve against: a value that resolves to another host is not local.
    private static readonly Uri LocalBase = new("https://local.invalid/");

    /// <summary>Whether the value is a path of this app, in the eyes of every browser.</summary>
    public static bool IsLocal(string? value) => value is ['/', ..] && !IsTreacherous(value) && AcceptPath(value) is not null;

    /// <summary>Where users land by default.</summary>
    public string SignedOutPath(PathString pathBase) => AcceptPath(pathBase.ToUriComponent() + options.Value.SignedOutPath) ?? "/";

    /// <summary>Returns the value, fit for a Location header, or null where users must not be sent there.</summary>
    public string? Accept(string? value, PathString pathBase)
    {
        if (string.IsNullOrEmpty(value) || IsTreacherous(value))
            return null;
        value = LonePercent().Replace(value, "%25");
        return value switch
        {
            ['/', ..] => AcceptPath(value),
            ['~', '/', ..] => AcceptPath(value[1..]) is { } path ? AcceptPath(pathBase.ToUriComponent() + path) : null,
            _ => AcceptAbsolute(value),
        };
    }

    private static string? AcceptPath(string value)
    {
        // Something on the way may decode once more: that must not lead elsewhere either.
        var decoded = Uri.UnescapeDataString(value);
        if (Resolve(value) is not { } resolved || decoded.Any(char.IsControl) || Resolve(decoded) is null)
            return null;
        var location = resolved.PathAndQuery + resolved.Fragment;
        return location.Length <= MaxLength ? location : null;
    }

    private string? AcceptAbsolute(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp || uri.UserInfo.Length > 0)
            return null;
        var origin = uri.GetLeftPart(UriPartial.Authority);

        // The text itself has to begin with the origin: "https:evil" and the like resolve to something else than they seem to be.
        var isAllowed = (options.Value.AllowedOrigins.Contains(origin) || string.Equals(options.Value.PublicOrigin, origin, StringComparison.OrdinalIgnoreCase))
            && value.StartsWith(origin, StringComparison.OrdinalIgnoreCase);
        return isAllowed && AcceptPath(uri.PathAndQuery + uri.Fragment) is { } path ? origin + path : null;
    }

    private static Uri? Resolve(string path)
    {
        if (path is ['/', '/' or '\\', ..] || !Uri.TryCreate(LocalBase, path, out var resolved))
            return null;
        var isLocal = resolved.Scheme == LocalBase.Scheme && resolved.Authority == LocalBase.Authority;
        return isLocal && !resolved.AbsolutePath.StartsWith("//", StringComparison.Ordinal) ? resolved : null;
    }

    private static bool IsTreacherous(string value) => value.Length > MaxLength || value.EnumerateRunes().Any(IsTreacherous);

    // Control characters, bidirectional and line separators, backslashes, and the two letters whose low bytes are CR and LF.
    private static bool IsTreacherous(Rune rune) =>
        rune.Value is '\\' or 0x560A or 0x560D or 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    // "100%" is no escape: left alone it may become one together with what is unescaped beside it.
    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex LonePercent();
}
