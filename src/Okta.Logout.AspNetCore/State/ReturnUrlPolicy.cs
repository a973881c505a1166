using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Where users may be sent after a sign-out: to a path of this app, or to an allowed origin. A value is checked as a browser would read it.</summary>
internal sealed partial class ReturnUrlPolicy(IOptions<OktaLogoutWebOptions> options)
{
    public const int MaxLength = 2048;

    // Used only to resolve a value. A value that resolves to another host is not local.
    private static readonly Uri LocalBase = new("https://local.invalid/");

    /// <summary>Whether every browser reads the value as a path of this app.</summary>
    public static bool IsLocal(string? value) => value is ['/', ..] && !IsUnsafe(value) && AcceptPath(value) is not null;

    /// <summary>Where users are sent by default.</summary>
    public string SignedOutPath(PathString pathBase) => AcceptPath(pathBase.ToUriComponent() + options.Value.SignedOutPath) ?? "/";

    /// <summary>Returns the value in a form for a Location header; null if users must not be sent there.</summary>
    /// <param name="value">The return URL of the request.</param>
    /// <param name="pathBase">What <c>~</c> stands for.</param>
    /// <param name="ownOrigin">The origin of the request: an absolute URL of it becomes a path.</param>
    public string? Accept(string? value, PathString pathBase, string? ownOrigin = null)
    {
        if (string.IsNullOrEmpty(value) || IsUnsafe(value))
            return null;
        value = LonePercent().Replace(value, "%25");
        return value switch
        {
            ['/', ..] => AcceptPath(value),
            ['~', '/', ..] => AcceptPath(value[1..]) is { } path ? AcceptPath(pathBase.ToUriComponent() + path) : null,
            _ => AcceptAbsolute(value, ownOrigin),
        };
    }

    private static string? AcceptPath(string value)
    {
        // A proxy may decode the value once more, which must not lead to another site either.
        var decoded = Uri.UnescapeDataString(value);
        if (Resolve(value) is not { } resolved || decoded.Any(char.IsControl) || Resolve(decoded) is null)
            return null;
        var location = resolved.PathAndQuery + resolved.Fragment;
        return location.Length <= MaxLength ? location : null;
    }

    private string? AcceptAbsolute(string value, string? ownOrigin)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp || uri.UserInfo.Length > 0)
            return null;
        var origin = uri.GetLeftPart(UriPartial.Authority);

        // The text itself has to begin with the origin: values such as "https:evil" do not resolve to what they seem to be.
        if (!value.StartsWith(origin, StringComparison.OrdinalIgnoreCase) || AcceptPath(uri.PathAndQuery + uri.Fragment) is not { } path)
            return null;
        if (options.Value.AllowedOrigins.Contains(origin) || string.Equals(options.Value.PublicOrigin, origin, StringComparison.OrdinalIgnoreCase))
            return origin + path;
        return IsOrigin(ownOrigin, origin) ? path : null;
    }

    private static bool IsOrigin(string? text, string origin) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == origin;

    private static Uri? Resolve(string path)
    {
        if (path is ['/', '/' or '\\', ..] || !Uri.TryCreate(LocalBase, path, out var resolved))
            return null;
        var isLocal = resolved.Scheme == LocalBase.Scheme && resolved.Authority == LocalBase.Authority;
        return isLocal && !resolved.AbsolutePath.StartsWith("//", StringComparison.Ordinal) ? resolved : null;
    }

    private static bool IsUnsafe(string value) => value.Length > MaxLength || value.EnumerateRunes().Any(IsUnsafe);

    // Control characters, bidirectional and line separators, backslashes, and the two letters whose low bytes are CR and LF.
    private static bool IsUnsafe(Rune rune) =>
        rune.Value is '\\' or 0x560A or 0x560D or 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    // The % of "100%" is escaped, because it could form an escape together with unescaped text after it.
    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex LonePercent();
}
