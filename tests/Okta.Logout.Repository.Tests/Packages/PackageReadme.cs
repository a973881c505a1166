using System.Text;
using System.Text.RegularExpressions;

namespace Okta.Logout.Repository.Tests;

/// <summary>The README of a package, as a gallery shows it.</summary>
internal sealed partial class PackageReadme
{
    private readonly string _text;
    private readonly string _documents;
    private readonly string _images;

    private PackageReadme(string text, string repository, string version)
    {
        _text = text;
        _documents = $"{repository}/blob/v{version}/";
        _images = $"{repository.Replace("://github.com/", "://raw.githubusercontent.com/")}/v{version}/";
    }

    public static PackageReadme Of(PackageFile package) =>
        new(Encoding.UTF8.GetString(package.Read(package.Text("readme"))), package.Text("projectUrl"), package.Text("version"));

    public IEnumerable<string> Links => Link().Matches(_text).Select(link => link.Groups["target"].Value);

    public string WithRelativeLinks() => Image().Replace(_text, image => image.Value.Replace(_images, "")).Replace($"]({_documents}", "](");

    [GeneratedRegex(@"\]\((?<target>[^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Image();
}
