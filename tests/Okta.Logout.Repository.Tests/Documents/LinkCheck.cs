using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>Finds what a document names and the work tree does not have.</summary>
internal static partial class LinkCheck
{
    /// <summary>Returns the relative links that lead to no file, or to no heading or anchor of a Markdown file.</summary>
    /// <param name="file">The document's path below the root.</param>
    /// <param name="document">Its text.</param>
    /// <param name="root">The folder that holds the files.</param>
    public static IEnumerable<string> BrokenLinks(string file, string document, string root)
    {
        foreach (var link in Link().Matches(WithoutBlocks(document)).Select(match => match.Groups["target"].Value).Where(IsRelative))
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? Path.Combine(root, file) : Path.Combine(root, Path.GetDirectoryName(file)!, parts[0]);
            if (!File.Exists(target) && !Directory.Exists(target))
                yield return $"{file}: {link} leads to no file.";
            else if (parts.Length > 1 && !Anchors(File.ReadAllText(target)).Contains(parts[1]))
                yield return $"{file}: {link} leads to no heading or anchor.";
        }
    }

    /// <summary>Returns the names of source files in the text that no file below a folder has.</summary>
    public static IEnumerable<string> UnknownFiles(string document, IEnumerable<string> files)
    {
        var known = files.Select(file => "/" + file.Replace('\\', '/')).ToList();
        return SourceFile().Matches(document).Select(match => match.Value.TrimStart('.', '/')).Distinct()
            .Where(name => !known.Exists(file => file.EndsWith("/" + name, StringComparison.Ordinal)));
    }

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    // Headings by the names that GitHub gives them.
    private static HashSet<string> Anchors(string document) =>
    [
        .. Anchor().Matches(document).Select(match => match.Groups["id"].Value),
        .. Heading().Matches(WithoutBlocks(document)).Select(match => NoAnchor().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    private static string WithoutBlocks(string document) => Block().Replace(document.ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"(?<id>[^\"]+)\"></a>")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"[\w./-]+\.(csproj|cs)\b")]
    private static partial Regex SourceFile();
}
