using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>The regions of compiled files, by name.</summary>
internal static partial class CompiledRegions
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var open = new Stack<(string Name, int Start)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Start().Match(lines[i]) is { Success: true } start)
            {
                open.Push((start.Groups["name"].Value, i + 1));
            }
            else if (lines[i].TrimStart().StartsWith("#endregion", StringComparison.Ordinal))
            {
                var (name, first) = open.Pop();
                // The marks of regions within are no code.
                yield return new(name, Code.Normalized([.. lines[first..i].Where(line => !Mark().IsMatch(line))]));
            }
        }
    }

    [GeneratedRegex(@"^\s*#region (?<name>[a-z0-9-]+)\s*$")]
    private static partial Regex Start();

    [GeneratedRegex(@"^\s*#(end)?region\b")]
    private static partial Regex Mark();
}
