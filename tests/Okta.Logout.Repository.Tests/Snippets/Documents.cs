namespace Okta.Logout.Repository.Tests;

/// <summary>Documents compile: each of their C# blocks equals a region of a file below samples/.</summary>
public class Documents
{
    private static readonly ILookup<string, string> Regions = WorkTree.Files("samples", "*.cs")
        .SelectMany(file => CompiledRegions.Read(File.ReadAllText(file)))
        .ToLookup(region => region.Key, region => region.Value);

    private static readonly string[] Paths =
    [
        .. Directory.EnumerateFiles(WorkTree.Root, "*.md")
            .Concat(WorkTree.Files("docs", "*.md"))
            .Concat(WorkTree.Files("samples", "*.md"))
            .Select(file => Path.GetRelativePath(WorkTree.Root, file)),
    ];

    public static TheoryData<string> Files => [.. Paths];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_block_is_compiled_code(string file) =>
        SnippetCheck.Faults(file, File.ReadAllText(WorkTree.Path(file)), Regions).Should().BeEmpty();

    [Fact]
    public void The_readme_is_among_them() => Paths.Should().Contain("README.md");

    [Fact]
    public void There_are_regions_to_show() => Regions.Should().NotBeEmpty();
}
