using System.IO.Compression;
using System.Xml.Linq;

namespace Okta.Logout.Repository.Tests;

/// <summary>A .nupkg or .snupkg: a zip archive with a .nuspec.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly XElement _metadata;

    public PackageFile(string path)
    {
        _archive = ZipFile.OpenRead(path);
        using var nuspec = _archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        _metadata = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName);

    public string Text(string element) => Elements(element).FirstOrDefault()?.Value ?? "";

    public IEnumerable<XElement> Elements(string name) => _metadata.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>What each target framework depends on.</summary>
    public IReadOnlyDictionary<string, string[]> Dependencies() => Elements("dependencies").Single().Elements().ToDictionary(
        group => group.Attribute("targetFramework")!.Value,
        group => group.Elements().Select(dependency => dependency.Attribute("id")!.Value).ToArray());

    public byte[] Read(string file)
    {
        using var content = _archive.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
