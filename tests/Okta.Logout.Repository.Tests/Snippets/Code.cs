namespace Okta.Logout.Repository.Tests;

internal static class Code
{
    /// <summary>The lines without the indentation that they share, without blank ends.</summary>
    public static string Normalized(IReadOnlyCollection<string> lines)
    {
        var indentation = lines.Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length > indentation ? line[indentation..].TrimEnd() : "")).Trim('\n');
    }
}
