namespace Okta.Logout.Repository.Tests;

/// <summary>The workflows of this repository keep the rules of <see cref="WorkflowCheck"/>.</summary>
public class Workflows
{
    private static readonly string[] Paths = [.. WorkTree.Files(".github/workflows", "*").Select(file => Path.GetRelativePath(WorkTree.Root, file))];

    public static TheoryData<string> Files => [.. Paths];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_keeps_the_rules(string file) => WorkflowCheck.Faults(File.ReadAllText(WorkTree.Path(file))).Should().BeEmpty();

    [Fact]
    public void The_one_that_publishes_is_among_them() => Paths.Should().Contain(".github/workflows/publish.yml");

    [Fact]
    public void The_version_to_publish_is_what_the_check_of_the_tag_has_printed()
    {
        var publish = File.ReadAllText(WorkTree.Path(".github/workflows/publish.yml"));

        publish.Should().Contain("version=$(.ci/version-of-tag \"$GITHUB_REF_NAME\")").And.Contain("-p:Version=\"$PACKAGE_VERSION\"");
        publish.Split("GITHUB_REF_NAME").Should().HaveCount(2, "nothing else may read the tag");
    }

    [Fact]
    public void The_packages_get_a_provenance_attestation() => File.ReadAllText(WorkTree.Path(".github/workflows/publish.yml"))
        .Should().Contain("uses: actions/attest-build-provenance@").And.Contain("id-token: write").And.Contain("attestations: write");
}
