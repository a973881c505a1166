namespace Okta.Logout.Repository.Tests;

/// <summary>The packages in the folder that OKTA_LOGOUT_PACKAGES names; where it names none, they are packed here.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private const string Variable = "OKTA_LOGOUT_PACKAGES";

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private string _folder = Environment.GetEnvironmentVariable(Variable) ?? "";

    public async Task InitializeAsync()
    {
        if (_folder.Length > 0)
            return;
        _folder = WorkTree.Path("artifacts/package/tests");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        foreach (var project in WorkTree.Files("src", "*.csproj"))
            await PackAsync(project);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal string Folder => Path.GetFullPath(_folder);

    internal PackageFile Open(string id) => new(Find(id, "nupkg"));

    internal PackageFile OpenSymbols(string id) => new(Find(id, "snupkg"));

    internal IEnumerable<string> Ids() => Directory.EnumerateFiles(_folder, "*.nupkg").Select(file =>
    {
        using var package = new PackageFile(file);
        return package.Text("id");
    });

    private string Find(string id, string extension)
    {
        // An id may be the beginning of another's; what follows this one is a version.
        var files = Directory.GetFiles(_folder, $"{id}.*.{extension}").Where(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1])).ToArray();
        files.Should().ContainSingle("{0} has to hold {1}.<version>.{2}, made by dotnet pack", _folder, id, extension);
        return files[0];
    }

    private async Task PackAsync(string project)
    {
        var (exitCode, output) = await Script.RunAsync(
            WorkTree.Root, "dotnet", "pack", project, "-c", Configuration, "-o", _folder, "-nodeReuse:false", "-v", "quiet");
        exitCode.Should().Be(0, "dotnet pack {0} said: {1}", project, output);
    }
}
