namespace Okta.Logout.Repository.Tests;

/// <summary>The sources keep to the table of docs/architecture.md: which room uses which.</summary>
public class OneWayDoors
{
    private const string Architecture = "docs/architecture.md";

    private static readonly Lazy<List<Arrow>> Arrows = new(() => [.. SourceArrows.Find(Sources.All)]);

    [Fact]
    public void Each_use_of_another_room_is_in_the_table() => Arrows.Value
        .Where(arrow => !RoomTable.Roots.Contains(arrow.From) && !RoomTable.Arrows.Contains((arrow.From, arrow.To)))
        .Select(arrow => arrow.ToString())
        .Should().BeEmpty();

    [Fact]
    public void Each_row_of_the_table_is_needed()
    {
        var needed = Arrows.Value.Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        RoomTable.Arrows.Where(arrow => !needed.Contains(arrow)).Should().BeEmpty();
    }

    [Fact]
    public void Each_room_is_in_the_table() =>
        Sources.All.Select(source => Room.Of(source.Key)).Distinct().Should().BeEquivalentTo(RoomTable.Rooms);

    [Fact]
    public void No_room_leads_back_to_itself()
    {
        var below = RoomTable.Roots.SelectMany(root => RoomTable.Rooms.Where(room => IsBelow(room, root)).Select(room => (root, room)));
        Cycle.Find([.. RoomTable.Arrows, .. below]).Should().BeEmpty();
    }

    [Fact]
    public void The_document_shows_the_table()
    {
        var document = File.ReadAllText(WorkTree.Path(Architecture));
        MarkdownTable.Find(document, "room of the core").Should().Be(RoomTable.Core);
        MarkdownTable.Find(document, "room of the web package").Should().Be(RoomTable.Web);
        MarkdownTable.Find(document, "room of the JwtBearer package").Should().Be(RoomTable.JwtBearer);
        MarkdownTable.Find(document, "room of the Redis package").Should().Be(RoomTable.Redis);
        MarkdownTable.Find(document, "room of the Entity Framework package").Should().Be(RoomTable.EntityFramework);
        MarkdownTable.Find(document, "room of the testing package").Should().Be(RoomTable.Testing);
    }

    [Theory]
    [InlineData(RoomTable.JwtBearerPackage)]
    [InlineData(RoomTable.RedisPackage)]
    [InlineData(RoomTable.EntityFrameworkPackage)]
    [InlineData(RoomTable.TestingPackage)]
    public void A_package_beside_the_two_uses_what_is_public(string package) => Arrows.Value
        .Where(arrow => arrow.From.Package == package && arrow.To.Package != package && arrow.Internal is not null)
        .Select(arrow => arrow.ToString())
        .Should().BeEmpty();

    [Fact]
    public void The_document_names_the_internals_of_the_core_that_the_web_package_uses()
    {
        var table = MarkdownTable.Find(File.ReadAllText(WorkTree.Path(Architecture)), "internals of");
        var used = Arrows.Value
            .Where(arrow => arrow is { From.Package: RoomTable.WebPackage, To.Package: RoomTable.CorePackage, Internal: not null })
            .Select(arrow => $"{arrow.To.Name}: {arrow.Internal}")
            .ToHashSet();
        var named = MarkdownTable.Rows(table).SelectMany(row => MarkdownTable.Items(row[1]).Select(name => $"{row[0]}: {name}")).ToHashSet();
        used.Except(named).Should().BeEmpty("the document names what is used");
        named.Except(used).Should().BeEmpty("what the document names is used");
    }

    // The core sees no other package, and the web package none that is built on it.
    private static bool IsBelow(Room room, Room root) => room != root && (room.Package == root.Package
        || (root.Package is RoomTable.JwtBearerPackage or RoomTable.RedisPackage or RoomTable.EntityFrameworkPackage && room.Package is RoomTable.CorePackage or RoomTable.WebPackage)
        || (root.Package is RoomTable.WebPackage or RoomTable.TestingPackage && room.Package is RoomTable.CorePackage));
}
