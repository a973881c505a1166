namespace Okta.Logout.Repository.Tests;

public class LinkChecks
{
    [Theory]
    [InlineData("[text](other.md)")]
    [InlineData("[text](other.md#a-heading-of-it)")]
    [InlineData("[text](#own-heading)\n\n## Own heading")]
    [InlineData("[text](#id-1)\n\n| <a id=\"id-1\"></a>ID 1 |")]
    [InlineData("[text](https://example.com/missing.md)")]
    [InlineData("```text\n[text](missing.md)\n```")]
    public void A_link_that_leads_somewhere_is_fine(string document) => BrokenLinks(document).Should().BeEmpty();

    [Theory]
    [InlineData("[text](missing.md)")]
    [InlineData("[text](other.md#no-such-heading)")]
    [InlineData("[text](#no-such-heading)")]
    [InlineData("[text](#id-2)\n\n| <a id=\"id-1\"></a>ID 1 |")]
    [InlineData("![text](images/missing.png)")]
    public void A_link_that_leads_nowhere_is_a_fault(string document) => BrokenLinks(document).Should().ContainSingle();

    [Theory]
    [InlineData("See `Cookies/CookieReader.cs`.")]
    [InlineData("See [CookieReader.cs](../src/Web/Cookies/CookieReader.cs).")]
    public void A_source_file_that_exists_is_fine(string document) =>
        LinkCheck.UnknownFiles(document, ["src/Web/Cookies/CookieReader.cs"]).Should().BeEmpty();

    [Theory]
    [InlineData("See `Cookies/CookieWriter.cs`.")]
    [InlineData("See `Reader.cs`.")]
    public void A_source_file_that_does_not_exist_is_a_fault(string document) =>
        LinkCheck.UnknownFiles(document, ["src/Web/Cookies/CookieReader.cs"]).Should().ContainSingle();

    private static List<string> BrokenLinks(string document)
    {
        using var folder = new TemporaryFolder();
        folder.Write("doc.md", document);
        folder.Write("other.md", "# Other\n\n## A *heading* of it\n");
        return [.. LinkCheck.BrokenLinks("doc.md", document, folder.Path)];
    }
}
