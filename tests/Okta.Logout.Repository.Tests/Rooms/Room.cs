namespace Okta.Logout.Repository.Tests;

/// <summary>A folder of a package's sources.</summary>
/// <param name="Package">The package, which is the name of its folder.</param>
/// <param name="Name">The path of the room within the package.</param>
internal readonly record struct Room(string Package, string Name)
{
    /// <summary>The name of the room that a package's own folder is.</summary>
    public const string Root = "root";

    /// <summary>Returns the room of a source file.</summary>
    /// <param name="file">The path below <c>src</c>, with slashes.</param>
    public static Room Of(string file)
    {
        var parts = file.Split('/');
        return new(parts[0], parts.Length == 2 ? Root : string.Join('/', parts[1..^1]));
    }

    public override string ToString() => $"{Package}/{Name}";
}
