namespace Okta.Logout.Repository.Tests;

public class WorkflowChecks
{
    private const string Commit = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";

    private const string Good = $$$"""
        on: push
        permissions:
          contents: read

        jobs:
          publish:
            permissions:
              id-token: write
            steps:
              - uses: actions/checkout@{{{Commit}}} # v5.0.0
                with:
                  persist-credentials: false
              - name: Push
                run: dotnet nuget push "*.nupkg" --api-key "$API_KEY"
                env:
                  API_KEY: ${{ secrets.NUGET_API_KEY }}
              - uses: some/other-action@{{{Commit}}} # v1.2.3
        """;

    [Fact]
    public void A_workflow_that_keeps_the_rules_has_no_fault() => WorkflowCheck.Faults(Good).Should().BeEmpty();

    [Theory]
    [InlineData($"other-action@{Commit} # v1.2.3", "other-action@v1")]
    [InlineData($"other-action@{Commit} # v1.2.3", "other-action@main # v1.2.3")]
    [InlineData($"other-action@{Commit} # v1.2.3", $"other-action@{Commit}")]
    [InlineData($"other-action@{Commit} # v1.2.3", $"other-action@{Commit} # v1")]
    [InlineData($"other-action@{Commit} # v1.2.3", "other-action@08c6903 # v1.2.3")]
    public void An_action_that_is_not_pinned_by_commit_is_a_fault(string pinned, string not) => FaultOf(pinned, not).Should().Contain("not pinned");

    [Theory]
    [InlineData("persist-credentials: false", "persist-credentials: true")]
    [InlineData("persist-credentials: false", "fetch-depth: 0")]
    public void A_checkout_that_keeps_its_credentials_is_a_fault(string without, string with) => FaultOf(without, with).Should().Contain("keeps its credentials");

    [Theory]
    [InlineData("    steps:", "    env:\n      API_KEY: ${{ secrets.NUGET_API_KEY }}\n    steps:")]
    [InlineData("jobs:", "env:\n  API_KEY: ${{ secrets['NUGET_API_KEY'] }}\njobs:")]
    [InlineData("    steps:", "    secrets: inherit\n    steps:")]
    public void A_secret_outside_of_a_step_is_a_fault(string before, string after) => FaultOf(before, after).Should().Contain("A secret is used elsewhere");

    [Fact]
    public void A_secret_for_a_step_that_does_not_push_is_a_fault() => FaultOf("dotnet nuget push", "dotnet pack").Should().Contain("does not push");

    [Fact]
    public void An_expression_in_a_script_is_a_fault() => FaultOf("\"*.nupkg\"", "${{ github.ref_name }}").Should().Contain("expression");

    [Theory]
    [InlineData("  contents: read\n\n", "  contents: write\n\n")]
    [InlineData("  contents: read\n\n", "  contents: read\n  packages: write\n\n")]
    [InlineData("permissions:\n  contents: read\n\n", "\n")]
    public void A_workflow_that_may_write_is_a_fault(string before, string after) => FaultOf(before, after).Should().Contain("permissions");

    private static string FaultOf(string before, string after)
    {
        Good.Should().Contain(before);
        return WorkflowCheck.Faults(Good.Replace(before, after, StringComparison.Ordinal)).Should().ContainSingle().Subject;
    }
}
