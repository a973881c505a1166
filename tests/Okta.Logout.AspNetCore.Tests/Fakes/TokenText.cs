using System.Text.RegularExpressions;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>
/// Finds tokens in texts by how they begin. Not by three letters alone: cookies and states are long random texts, and some hold any three letters.
/// </summary>
internal static partial class TokenText
{
    public static bool HoldsToken(this string text) => Jwt().IsMatch(text);

    public static void ShouldHoldNoToken(this string text) => Jwt().Replace(text, "(a token)").Should().Be(text, "no token is in it");

    [GeneratedRegex("(?:(?<![A-Za-z0-9_+/-])|(?<=%[0-9A-Fa-f]{2}))eyJ[A-Za-z0-9_-]{10,}")]
    private static partial Regex Jwt();
}
