namespace Okta.Logout.Repository.Tests;

public class TestRooms
{
    // What is about whole apps, and what tests share.
    private static readonly string[] Others = ["Apps", "RealApps", "Fakes"];

    [Theory]
    [InlineData("Okta.Logout")]
    [InlineData("Okta.Logout.AspNetCore")]
    public void Folders_of_tests_are_rooms(string package)
    {
        var rooms = RoomTable.Rooms.Where(room => room.Package == package).Select(room => room.Name).ToHashSet();
        var folders = WorkTree.Files($"tests/{package}.Tests", "*.cs").Select(file => Room.Of(Path.GetRelativePath(WorkTree.Path("tests"), file).Replace('\\', '/')).Name);
        folders.Distinct().Except(Others).Should().NotBeEmpty().And.BeSubsetOf(rooms);
    }
}
