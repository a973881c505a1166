using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>Browsers run the script for open pages only if it is the one whose hash the page names.</summary>
public partial class IntegrityOfTheScript
{
    private const string Script = "src/Okta.Logout.AspNetCore/OpenPages/okta-logout.js";

    [Theory]
    [InlineData("docs/app-kinds.md")]
    [InlineData("samples/BlazorApp/Components/App.razor")]
    [InlineData("samples/SinglePageApp/wwwroot/index.html")]
    public void Each_page_names_the_hash_of_the_script(string file)
    {
        var hash = Convert.ToBase64String(SHA384.HashData(File.ReadAllBytes(WorkTree.Path(Script))));

        var tags = Tag().Matches(File.ReadAllText(WorkTree.Path(file)));

        tags.Should().NotBeEmpty().And.OnlyContain(tag => tag.Groups["integrity"].Value == "sha384-" + hash);
    }

    [GeneratedRegex("<script src=\"/signout/okta-logout-1\\.js\" integrity=\"(?<integrity>[^\"]*)\" defer></script>")]
    private static partial Regex Tag();
}
