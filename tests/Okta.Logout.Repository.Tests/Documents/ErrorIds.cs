using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>Each error has a row with an address in docs/errors.md.</summary>
public partial class ErrorIds
{
    private static readonly string Document = File.ReadAllText(WorkTree.Path("docs/errors.md"));

    [Fact]
    public void The_ids_in_the_sources_are_those_of_the_document() =>
        Rows().Should().BeEquivalentTo(IdsInTheSources(), "each id has one row, and each row an id that is in use");

    [Fact]
    public void Each_row_has_an_anchor_with_its_id() =>
        Row().Matches(Document).Select(row => row.Groups["anchor"].Value).Should().Equal(Rows().Select(id => id.ToLowerInvariant()));

    private static IEnumerable<string> Rows() => Row().Matches(Document).Select(row => row.Groups["id"].Value);

    private static IEnumerable<string> IdsInTheSources() => WorkTree.Files("src", "*.cs")
        .SelectMany(file => Id().Matches(File.ReadAllText(file))).Select(id => id.Value).Distinct();

    [GeneratedRegex(@"\bOL\d{4}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| (<a id=""(?<anchor>[^""]*)""></a>)?(?<id>OL\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
