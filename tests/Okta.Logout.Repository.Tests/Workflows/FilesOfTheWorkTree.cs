namespace Okta.Logout.Repository.Tests;

/// <summary>What <c>.ci/work-tree-files</c> lists, by which <c>test.sh</c> sees what a test has left behind.</summary>
public sealed class FilesOfTheWorkTree : IDisposable
{
    private readonly TemporaryFolder _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("README.md")]
    [InlineData(".aspnet/DataProtection-Keys/key.xml")]
    [InlineData("src/artifacts/file")]
    [InlineData("src/with space/näme")]
    public async Task A_file_is_listed_whether_Git_ignores_it_or_not(string file)
    {
        _tree.Write(".gitignore", "*");
        var before = await ListAsync();

        _tree.Write(file, "");

        (await ListAsync()).Except(before).Should().ContainSingle().Which.Should().EndWith($"./{file}");
    }

    [Fact]
    public async Task A_file_that_changes_is_listed_otherwise()
    {
        _tree.Write("file", "before");
        var before = await ListAsync();

        _tree.Write("file", "after");

        (await ListAsync()).Should().NotIntersectWith(before);
    }

    [Theory]
    [InlineData("artifacts/bin/file")]
    [InlineData("tests/node_modules/package/file")]
    [InlineData(".git/index")]
    [InlineData(".vs/file")]
    public async Task What_the_build_npm_Git_and_editors_write_is_not_listed(string file)
    {
        _tree.Write("file", "");
        _tree.Write(file, "");

        (await ListAsync()).Should().ContainSingle().Which.Should().EndWith("./file");
    }

    private async Task<string[]> ListAsync()
    {
        var (exitCode, output) = await Script.RunAsync(_tree.Path, WorkTree.Path(".ci/work-tree-files"));
        exitCode.Should().Be(0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
