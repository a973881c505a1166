using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>Finds the C# blocks of a document, and the marker before each: <c>&lt;!-- snippet: name --&gt;</c>.</summary>
internal static partial class MarkdownDocument
{
    public static IEnumerable<Snippet> Snippets(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        string? name = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (Fence().Match(line) is { Success: true } fence)
            {
                var start = i + 1;
                for (i = start; i < lines.Length && !IsEnd(lines[i].Trim(), fence.Groups["marks"].Value);)
                    i++;
                if (fence.Groups["language"].Value.ToUpperInvariant() is "CSHARP" or "CS" or "C#")
                    yield return new($"{file}:{start}", name, Code.Normalized(lines[start..i]));
                name = null;
            }
            else if (line.Length > 0)
            {
                name = Marker().Match(line) is { Success: true } marker ? marker.Groups["name"].Value : null;
            }
        }
    }

    private static bool IsEnd(string line, string marks) => line.Length >= marks.Length && line.All(c => c == marks[0]);

    [GeneratedRegex("^(?<marks>`{3,}|~{3,})\\s*(?<language>[^\\s`{]*)")]
    private static partial Regex Fence();

    [GeneratedRegex("^<!-- snippet: (?<name>[a-z0-9-]+) -->$")]
    private static partial Regex Marker();
}
