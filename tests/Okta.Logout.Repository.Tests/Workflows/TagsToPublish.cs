namespace Okta.Logout.Repository.Tests;

/// <summary>What <c>.ci/version-of-tag</c> makes of the tag that somebody pushed.</summary>
public sealed class TagsToPublish : IDisposable
{
    private readonly TemporaryFolder _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData("v0.0.0", "0.0.0")]
    [InlineData("v10.20.30", "10.20.30")]
    [InlineData("v1.2.3-beta", "1.2.3-beta")]
    [InlineData("v1.2.3-beta.1", "1.2.3-beta.1")]
    [InlineData("v1.2.3-rc-2.0a", "1.2.3-rc-2.0a")]
    public async Task A_version_is_published(string tag, string version)
    {
        await CommitAsync();

        (await CheckAsync(tag)).Should().Be((0, version + "\n"));
    }

    [Theory]
    [InlineData("v1.0.0;PackageId=Evil")]
    [InlineData("v1.0.0%3BPackageId=Evil")]
    [InlineData("v1.0.0,PackageId=Evil")]
    [InlineData("v1.0.0 -p:PackageId=Evil")]
    [InlineData("v1.0.0\n-p:PackageId=Evil")]
    [InlineData("v1.0.0\n")]
    [InlineData("v1.0.0$(id)")]
    [InlineData("v1.0.0-$(id)")]
    [InlineData("v1.0.0-`id`")]
    [InlineData("v1.0.0-a_b")]
    [InlineData("v1.0.0-ä")]
    [InlineData("v1.0.0-")]
    [InlineData("v1.0.0-a..b")]
    [InlineData("v1.0.0-01")]
    [InlineData("v1.0.0+build")]
    [InlineData("v01.0.0")]
    [InlineData("v1.0")]
    [InlineData("v1.0.0.0")]
    [InlineData("v1.0.123456")]
    [InlineData("1.0.0")]
    [InlineData("V1.0.0")]
    [InlineData("vlatest")]
    [InlineData("v")]
    [InlineData("")]
    [InlineData("v1.0.0-a123456789.a123456789.a123456789.a123456789.a123456789.a12")]
    public async Task Anything_else_is_refused_and_not_printed(string tag)
    {
        await CommitAsync();

        (await CheckAsync(tag)).Should().Be((1, "The tag is not a version such as v1.2.3 or v1.2.3-beta.1.\n"));
    }

    [Fact]
    public async Task A_tag_that_is_not_on_main_is_refused()
    {
        await CommitAsync();
        await GitAsync("commit", "--allow-empty", "-m", "Not on main");

        (await CheckAsync("v1.2.3")).Should().Be((1, "The commit of the tag is not on main.\n"));
    }

    [Fact]
    public async Task A_tag_may_be_on_main_for_long()
    {
        await CommitAsync();
        await GitAsync("commit", "--allow-empty", "-m", "Later");
        await GitAsync("update-ref", "refs/remotes/origin/main", "HEAD");
        await GitAsync("checkout", "-q", "--detach", "HEAD~1");

        (await CheckAsync("v1.2.3")).Should().Be((0, "1.2.3\n"));
    }

    private async Task CommitAsync()
    {
        await GitAsync("init", "-q");
        await GitAsync("commit", "--allow-empty", "-m", "On main");
        await GitAsync("update-ref", "refs/remotes/origin/main", "HEAD");
    }

    private async Task GitAsync(params string[] arguments)
    {
        string[] author = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false"];
        var (exitCode, output) = await Script.RunAsync(_repository.Path, "git", [.. author, .. arguments]);
        exitCode.Should().Be(0, output);
    }

    private Task<(int ExitCode, string Output)> CheckAsync(string tag) => Script.RunAsync(_repository.Path, WorkTree.Path(".ci/version-of-tag"), tag);
}
