namespace Okta.Logout.Repository.Tests;

public class SnippetChecks
{
    private const string Source = """
        internal static class Sample
        {
            public static void Run()
            {
                #region add-services
                services.AddOktaLogout();

                if (ready)
                    Go();
                #endregion
            }
        }
        """;

    private const string Block = """
        ```csharp
        services.AddOktaLogout();

        if (ready)
            Go();
        ```
        """;

    [Fact]
    public void A_block_that_equals_its_region_is_fine() => Faults($"Text.\n\n<!-- snippet: add-services -->\n{Block}").Should().BeEmpty();

    [Fact]
    public void An_empty_line_may_stand_between_marker_and_block() => Faults($"<!-- snippet: add-services -->\n\n{Block}").Should().BeEmpty();

    [Fact]
    public void A_block_without_marker_is_a_fault() => Faults($"Text.\n{Block}").Should().ContainSingle().Which.Should().StartWith("doc.md:2:");

    [Theory]
    [InlineData("cs")]
    [InlineData("C#")]
    [InlineData("csharp title=\"x\"")]
    public void Every_spelling_of_the_language_counts(string language) =>
        Faults(Block.Replace("csharp", language, StringComparison.Ordinal)).Should().ContainSingle();

    [Fact]
    public void A_marker_serves_one_block() => Faults($"<!-- snippet: add-services -->\n{Block}\n{Block}").Should().ContainSingle();

    [Fact]
    public void A_marker_serves_the_next_block_only() => Faults($"<!-- snippet: add-services -->\nText.\n{Block}").Should().ContainSingle();

    [Fact]
    public void A_block_that_differs_is_a_fault() =>
        Faults($"<!-- snippet: add-services -->\n{Block.Replace("Go", "Stop", StringComparison.Ordinal)}").Should().ContainSingle().Which.Should().Contain("differs");

    [Fact]
    public void A_region_that_does_not_exist_is_a_fault() =>
        Faults($"<!-- snippet: unknown -->\n{Block}").Should().ContainSingle().Which.Should().Contain("0 regions");

    [Fact]
    public void A_name_given_to_two_regions_is_a_fault() =>
        Faults($"<!-- snippet: add-services -->\n{Block}", Source + "\n" + Source).Should().ContainSingle().Which.Should().Contain("2 regions");

    [Fact]
    public void Blocks_of_other_languages_are_free() => Faults("```json\n{}\n```\n```\nplain\n```").Should().BeEmpty();

    [Fact]
    public void A_region_within_a_region_leaves_no_mark() =>
        CompiledRegions.Read("#region outer\na();\n#region inner\nb();\n#endregion\n#endregion")
            .Should().BeEquivalentTo(new Dictionary<string, string> { ["inner"] = "b();", ["outer"] = "a();\nb();" });

    private static List<string> Faults(string document, string source = Source) =>
        [.. SnippetCheck.Faults("doc.md", document, CompiledRegions.Read(source).ToLookup(region => region.Key, region => region.Value))];
}
