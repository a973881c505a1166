namespace Okta.Logout.Repository.Tests;

/// <summary>Reads tables of Markdown documents.</summary>
internal static class MarkdownTable
{
    private const string Nothing = "-";

    /// <summary>Returns the table of a document whose heading row begins with a text, as it stands there.</summary>
    public static string Find(string document, string heading)
    {
        var lines = document.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith($"| {heading} |", StringComparison.Ordinal));
        return start < 0 ? "" : string.Join('\n', lines.Skip(start).TakeWhile(line => line.StartsWith('|')));
    }

    /// <summary>Returns the cells of each row below the heading.</summary>
    public static IEnumerable<string[]> Rows(string table) =>
        table.ReplaceLineEndings("\n").Split('\n').Skip(2).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>Returns what a cell lists: nothing, where it has only a dash.</summary>
    public static IEnumerable<string> Items(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(item => item != Nothing).Select(item => item.Trim('`'));
}
