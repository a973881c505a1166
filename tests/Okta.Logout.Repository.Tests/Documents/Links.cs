namespace Okta.Logout.Repository.Tests;

/// <summary>Documents name only what is there.</summary>
public class Links
{
    private const string Architecture = "docs/architecture.md";

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(WorkTree.Root, "*.md")
            .Concat(WorkTree.Files("docs", "*.md"))
            .Concat(WorkTree.Files("samples", "*.md"))
            .Select(file => Path.GetRelativePath(WorkTree.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_relative_link_leads_somewhere(string file) =>
        LinkCheck.BrokenLinks(file, File.ReadAllText(WorkTree.Path(file)), WorkTree.Root).Should().BeEmpty();

    [Fact]
    public void Each_source_file_that_the_architecture_names_exists() =>
        LinkCheck.UnknownFiles(File.ReadAllText(WorkTree.Path(Architecture)), SourceFiles()).Should().BeEmpty();

    [Theory]
    [InlineData("Okta.Logout", "## The rooms of the core")]
    [InlineData("Okta.Logout.AspNetCore", "## The rooms of the web package")]
    public void Each_room_of_the_sources_is_described_in_the_architecture(string package, string heading)
    {
        var section = File.ReadAllText(WorkTree.Path(Architecture)).Split(heading)[1].Split("\n## ")[0];
        var rooms = Directory.EnumerateDirectories(WorkTree.Path($"src/{package}")).Select(Path.GetFileName).Where(name => name is not ("obj" or "bin")).ToList();
        rooms.Should().NotBeEmpty();
        rooms.Where(room => !section.Contains($"**{room}.**", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> SourceFiles() =>
        WorkTree.Files("src", "*.cs*").Concat(WorkTree.Files("tests", "*.cs")).Select(file => Path.GetRelativePath(WorkTree.Root, file));
}
