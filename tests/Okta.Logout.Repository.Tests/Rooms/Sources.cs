namespace Okta.Logout.Repository.Tests;

/// <summary>The source files of the packages.</summary>
internal static class Sources
{
    /// <summary>Gets the text of each, by its path below <c>src</c>, with slashes.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = WorkTree.Files("src", "*.cs")
        .ToDictionary(file => Path.GetRelativePath(WorkTree.Path("src"), file).Replace('\\', '/'), File.ReadAllText);
}
